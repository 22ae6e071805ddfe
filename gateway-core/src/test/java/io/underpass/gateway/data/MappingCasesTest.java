package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static io.underpass.gateway.data.MockIntegrationTest.assertInternalError;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.FakeExchange;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of the specification about what happens to requests and responses of HTTP integrations. */
class MappingCasesTest {

    @Test
    @DisplayName("H03 A mapping to Content-Length fails the request")
    void contentLengthCannotBeMapped() {
        Gateway gateway = Gateway.proxy(method -> method.map("header.Content-Length", "'0'"));
        assertInternalError(gateway.get("/dev/x"), "Content-Length");
    }

    @Test
    @DisplayName("H07 Mapped headers reach the backend that AWS would drop of its own accord")
    void droppedHeadersCanBeMapped() {
        List<String> names = List.of(
                "Server", "Upgrade", "Trailer", "WWW-Authenticate", "Max-Forwards", "Content-MD5", "User-Agent");
        for (String type : List.of("HTTP", "HTTP_PROXY")) {
            Gateway gateway = Gateway.proxy(method -> {
                MethodFixture mapped = method.type(type).response(status("200"));
                for (String name : names) {
                    mapped = mapped.map("header." + name, "'mapped'");
                }
                return mapped;
            });
            gateway.get("/dev/x");
            for (String name : names) {
                assertThat(gateway.backend.allSent(name)).as(type + ' ' + name).containsExactly("mapped");
            }
        }
    }

    @Test
    @DisplayName("H09 A backend's x-amzn-requestid is remapped")
    void theBackendsRequestIdIsRemapped() {
        Gateway gateway = Gateway.proxy();
        gateway.backend.answers(200, "", "x-amzn-requestid", "theirs");
        assertThat(gateway.get("/dev/x").responseField("x-amzn-Remapped-x-amzn-RequestId"))
                .isEqualTo("theirs");
    }

    @Test
    @DisplayName("H10 A proxied answer has the gateway's two ids and no trace id of its own")
    void aProxiedAnswerHasTwoIds() {
        FakeExchange exchange = Gateway.proxy().get("/dev/x");
        assertThat(exchange.responseField("x-amzn-RequestId")).hasSize(36);
        assertThat(exchange.responseField("x-amz-apigw-id")).endsWith("=");
        assertThat(exchange.responseField("X-Amzn-Trace-Id")).isEmpty();
    }

    @ParameterizedTest(name = "H14 a template sees the header {0} as {1}")
    @CsvSource({
        "Server, ''",
        "TE, ''",
        "Upgrade, ''",
        "Content-Length, ''",
        "User-Agent, sent",
        "Via, sent",
        "Content-Encoding, sent",
        "X-Own, sent",
        "x-own, ''"
    })
    void someHeadersAreHiddenFromTemplates(String name, String seen) {
        Gateway gateway = mock("{\"statusCode\": 200}", "<$input.params('" + name + "')>");
        String sent = name.equals("x-own") ? "X-Own" : name;
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field(sent, "sent"))
                        .text())
                .isEqualTo("<" + seen + ">");
    }

    @Test
    @DisplayName("H15 A mapped header replaces the client's of the same name")
    void aMappedHeaderReplacesTheClients() {
        Gateway gateway = Gateway.proxy(method -> method.map("header.headerVar", "method.request.header.foobar"));
        gateway.serve(Gateway.request("GET", "/dev/x")
                .field("headerVar", "request-value")
                .field("foobar", "mapped-value"));
        assertThat(gateway.backend.allSent("headerVar")).containsExactly("mapped-value");
        assertThat(gateway.backend.allSent("foobar")).containsExactly("mapped-value");
    }

    @Test
    @DisplayName("H19 Of a repeated query parameter a template sees the last value")
    void theLastValueOfAParameterIsSeen() {
        Gateway gateway = mock("{\"statusCode\": 200}", "$input.params('category')");
        assertThat(gateway.get("/dev/x?category=electronics&category=books").text())
                .isEqualTo("books");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"json\": {\"foo\": \"bar\"}} | {foo=bar}",
                "{\"json\": [{\"foo\": \"bar\"}]} | [{\"foo\":\"bar\"}]"
            })
    @DisplayName("B03 $input.path prints maps as Java does and lists as JSON")
    void pathsPrint(String body, String printed) {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route(
                        "POST",
                        "/x",
                        method -> method.type("HTTP")
                                .template("application/json", "$input.path(\"$.json\")")
                                .response(status("200"))));
        gateway.serve(Gateway.request("POST", "/dev/x").body(body));
        assertThat(gateway.backend.requestBody).isEqualTo(printed);
    }

    @Test
    @DisplayName("B19 Stage variables are put into the query of the uri")
    void stageVariablesInTheQuery() {
        Gateway gateway = Gateway.of(
                ApiFixture.api("abc")
                        .route(
                                "GET",
                                "/x",
                                method -> method.uri("http://backend.internal/?qs_key=${stageVariables.v}")),
                Map.of("v", "qs_value"));
        gateway.get("/dev/x");
        assertThat(gateway.backend.request.head().target()).isEqualTo("/?qs_key=qs_value");
    }

    @ParameterizedTest
    @CsvSource({
        "V10, /x,                /dev/x,               http://alb.internal,                   /,             alb.internal",
        "V11, /x,                /dev/x,               http://example.com:8080/a,             /a,            example.com:8080",
        "V24, /internal/{proxy+}, /dev/internal/v1/x,  http://alb/internal/{proxy},           /internal/v1/x, alb",
        "V25, /agent/{proxy+},   /dev/agent/v1/health, http://alb/{proxy},                    /v1/health,    alb"
    })
    @DisplayName("V10 V11 V24 V25 The backend's path and Host are the uri's")
    void pathAndHostAreTheUris(String id, String resource, String request, String uri, String path, String host) {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route("GET", resource, method -> method.uri(uri).map("path.proxy", "method.request.path.proxy")));
        gateway.get(request);
        assertThat(gateway.backend.request.head().target()).as(id).isEqualTo(path);
        assertThat(gateway.backend.sent("Host")).as(id).isEqualTo(host);
    }

    private static Gateway mock(String request, String response) {
        UnaryOperator<MethodFixture> settings =
                method -> method.mock(request).response(status("200").template("application/json", response));
        return Gateway.of(ApiFixture.api("abc").route("GET", "/x", settings));
    }
}
