package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's header holds, named by the cases of the behaviour specification. */
class ResponseFieldsTest {

    private final Gateway gateway = Gateway.proxy();

    @ParameterizedTest
    @CsvSource({
        "Connection, x-amzn-Remapped-Connection",
        "Date, x-amzn-Remapped-Date",
        "Server, x-amzn-Remapped-Server",
        "server, x-amzn-Remapped-Server",
        "Authorization, x-amzn-Remapped-Authorization",
        "Content-MD5, x-amzn-Remapped-Content-MD5",
        "Max-Forwards, x-amzn-Remapped-Max-Forwards",
        "User-Agent, x-amzn-Remapped-User-Agent",
        "WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate",
        "x-amzn-requestid, x-amzn-Remapped-x-amzn-RequestId"
    })
    void h09RemapsWhatTheGatewaySaysItself(String name, String remapped) {
        gateway.backend.answers(200, "", name, "value");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseField(remapped)).isEqualTo("value");
        assertThat(exchange.responseHead().headers().names()).contains(remapped);
        assertThat(exchange.responseHead().headers().getAll(name)).doesNotContain("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding",
                "Content-Encoding",
                "Via",
                "Host",
                "Expect",
                "TE",
                "Trailer",
                "Upgrade",
                "Proxy-Authenticate",
                "Keep-Alive"
            })
    void drops(String name) {
        gateway.backend.answers(200, "", name, "value");
        assertThat(gateway.get("/dev/x").responseHead().headers().contains(name))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Access-Control-Allow-Origin",
                "Age",
                "Cache-Control",
                "ETag",
                "Location",
                "Pragma",
                "X-Amzn-Trace-Id",
                "x-cUsTom"
            })
    void passes(String name) {
        gateway.backend.answers(200, "", name, "value");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseHead().headers().getAll(name)).containsExactly("value");
        assertThat(exchange.responseHead().headers().names()).contains(name);
    }

    @Test
    void repeatedFieldsStayRepeated() {
        gateway.backend.answers(200, "", "Set-Cookie", "a=1", "Set-Cookie", "b=2");
        assertThat(gateway.get("/dev/x").responseHead().headers().getAll("Set-Cookie"))
                .containsExactly("a=1", "b=2");
    }

    @Test
    void h10AddsItsOwn() {
        gateway.backend.answers(200, "hello");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseHead().headers().names())
                .containsExactlyInAnyOrder(
                        "Date", "Content-Type", "x-amzn-RequestId", "x-amz-apigw-id", "x-amzn-Remapped-Content-Length");
        assertThat(exchange.responseField("x-amzn-Remapped-Content-Length")).isEqualTo("5");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.responseHead().length()).isEqualTo(5);
    }

    @Test
    void aBackendsContentTypeStays() {
        gateway.backend.answers(200, "<p>", "content-type", "text/html");
        assertThat(gateway.get("/dev/x").responseHead().headers().getAll("Content-Type"))
                .containsExactly("text/html");
    }

    @Test
    void anUnannouncedLengthIsNotRemapped() {
        gateway.backend.script = sink -> {
            sink.head(FakeBackend.head(200, -1));
            sink.data(FakeBackend.bytes(3));
            sink.end();
        };
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseHead().headers().get("x-amzn-Remapped-Content-Length"))
                .isNull();
        assertThat(exchange.responseHead().length()).isEqualTo(3);
    }

    @Test
    void v20ALoadBalancersErrorPassesAndIsNoGatewayError() {
        gateway.backend.answers(503, "<html>", "Server", "awselb/2.0", "Content-Type", "text/html");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.text()).isEqualTo("<html>");
        assertThat(exchange.responseField("x-amzn-Remapped-Server")).isEqualTo("awselb/2.0");
        assertThat(exchange.responseHead().headers().contains("x-amzn-ErrorType"))
                .isFalse();
        assertThat(exchange.trail().last("upstreamStatus")).isEqualTo("503");
    }

    @Test
    void connectionIsLeftToTheListener() {
        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/x").field("Connection", "x, close"));
        assertThat(exchange.responseHead().headers().contains("Connection")).isFalse();
    }

    @Test
    void whatTheBackendsConnectionNamesEndsHere() {
        gateway.backend.answers(200, "", "Connection", "X-Hop", "X-Hop", "1", "X-End", "2");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseHead().headers().get("X-Hop")).isNull();
        assertThat(exchange.responseField("X-End")).isEqualTo("2");
    }

    @Test
    void aClientMayChooseTheRequestIdIfItIsAUuid() {
        String chosen = "11111111-2222-4333-8444-555555555555";
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("x-amzn-requestid", chosen))
                        .responseField("x-amzn-RequestId"))
                .isEqualTo(chosen);
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("x-amzn-requestid", "../../etc"))
                        .responseField("x-amzn-RequestId"))
                .isEqualTo(Gateway.REQUEST_ID);
    }

    @Test
    void successesPointToTheJournalOnDemand() {
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("x-underpass-explain", "1"))
                        .responseField("x-underpass-journal"))
                .isEqualTo("/_underpass/journal/" + Gateway.REQUEST_ID);
    }
}
