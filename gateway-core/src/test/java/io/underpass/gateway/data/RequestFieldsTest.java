package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend's header holds, named by the cases of the behaviour specification. */
class RequestFieldsTest {

    private final Gateway gateway = Gateway.proxy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept", "Accept-Charset", "Accept-Encoding", "Age", "Authorization", "Content-Type", "Date",
                "Pragma", "Range", "Referer", "User-Agent", "Warn", "Cookie", "tEsT-HEADeR"
            })
    void passes(String name) {
        gateway.serve(Gateway.request("GET", "/dev/x").field(name, "some value"));
        assertThat(gateway.backend.allSent(name)).containsExactly("some value");
        assertThat(gateway.backend.request.head().headers().names()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Content-Encoding",
                "Content-MD5",
                "Expect",
                "Max-Forwards",
                "Proxy-Authenticate",
                "Server",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Via",
                "WWW-Authenticate",
                "Keep-Alive",
                "Content-Length",
                "x-underpass-explain",
                "X-HTTP-Method-Override"
            })
    void drops(String name) {
        gateway.serve(Gateway.request("GET", "/dev/x").field(name, "GET"));
        assertThat(gateway.backend.request.head().headers().contains(name)).isFalse();
    }

    @Test
    void addsItsOwn() {
        gateway.get("/dev/x");
        assertThat(gateway.backend.request.head().headers().entries())
                .extracting(Map.Entry::getKey, Map.Entry::getValue)
                .containsExactly(
                        tuple("Host", "backend.internal"),
                        tuple("Accept", "application/json"),
                        tuple("User-Agent", "AmazonAPIGateway_abc"),
                        tuple("X-Forwarded-For", "203.0.113.7"),
                        tuple("X-Forwarded-Port", "4566"),
                        tuple("X-Forwarded-Proto", "http"),
                        tuple(
                                "X-Amzn-Trace-Id",
                                "Root=1-69a7bdbf-" + "a".repeat(24) + ";Parent=" + "a".repeat(16) + ";Sampled=0"),
                        tuple("X-Amzn-Apigateway-Api-Id", "abc"));
    }

    @Test
    void appendsTheClientToItsForwardedFor() {
        gateway.serve(Gateway.request("GET", "/dev/x")
                .secure()
                .field("x-forwarded-for", "192.0.2.1, 192.0.2.2")
                .field("X-Forwarded-For", "192.0.2.3")
                .field("X-Forwarded-Proto", "gopher")
                .field("X-Forwarded-Port", "70"));
        assertThat(gateway.backend.allSent("X-Forwarded-For"))
                .containsExactly("192.0.2.1, 192.0.2.2, 192.0.2.3, 203.0.113.7");
        assertThat(gateway.backend.allSent("X-Forwarded-Proto")).containsExactly("https");
        assertThat(gateway.backend.allSent("X-Forwarded-Port")).containsExactly("4566");
    }

    @Test
    void thePortIsThatOfEachRequest() {
        for (int port : new int[] {80, 4566, 4566, 443, 80}) {
            gateway.serve(Gateway.request("GET", "/dev/x").on(new InetSocketAddress("127.0.0.1", port)));
            assertThat(gateway.backend.allSent("X-Forwarded-Port")).containsExactly("" + port);
        }
    }

    @Test
    void whatConnectionNamesEndsHereAndOursIsAddedAfterwards() {
        gateway.serve(Gateway.request("GET", "/dev/x")
                .field("Connection", "keep-alive, X-Secret")
                .field("Connection", "x-forwarded-for,X-Amzn-Apigateway-Api-Id")
                .field("X-Secret", "1")
                .field("X-Forwarded-For", "192.0.2.1")
                .field("X-Other", "2"));
        assertThat(gateway.backend.sent("X-Secret")).isNull();
        assertThat(gateway.backend.sent("X-Other")).isEqualTo("2");
        assertThat(gateway.backend.sent("X-Forwarded-For")).isEqualTo("203.0.113.7");
        assertThat(gateway.backend.sent("X-Amzn-Apigateway-Api-Id")).isEqualTo("abc");
    }

    @Test
    void h20AuthorizationGetsItsSpelling() {
        gateway.serve(Gateway.request("GET", "/dev/x").field("aUThorization", "Bearer t"));
        assertThat(gateway.backend.request.head().headers().names()).contains("Authorization");
        assertThat(gateway.backend.sent("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void aSignatureEndsAtTheGateway() {
        gateway.serve(Gateway.request("GET", "/dev/x").field("Authorization", "AWS4-HMAC-SHA256 Credential=x"));
        assertThat(gateway.backend.sent("Authorization")).isNull();
    }

    @Test
    void h15AMappingReplacesTheClientsField() {
        Gateway mapped = Gateway.proxy(method -> method.map("header.headerVar", "method.request.header.foobar"));
        mapped.serve(Gateway.request("GET", "/dev/x")
                .field("headervar", "request-value")
                .field("foobar", "mapped-value"));
        assertThat(mapped.backend.allSent("headerVar")).containsExactly("mapped-value");
        assertThat(mapped.backend.request.head().headers().names()).contains("headerVar");
        assertThat(mapped.backend.sent("foobar")).isEqualTo("mapped-value");
    }

    @Test
    void h17AMappingWithoutAValueIsSkipped() {
        Gateway mapped = Gateway.proxy(method -> method.map("header.kept", "method.request.header.absent")
                .map("header.unset", "stageVariables.none")
                .map("header.user", "context.identity.userArn"));
        mapped.serve(Gateway.request("GET", "/dev/x").field("kept", "as sent"));
        assertThat(mapped.backend.sent("kept")).isEqualTo("as sent");
        assertThat(mapped.backend.sent("unset")).isNull();
        assertThat(mapped.backend.sent("user")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Accept-Encoding",
                "Age",
                "Authorization",
                "Content-Encoding",
                "Content-MD5",
                "Content-Type",
                "Date",
                "Host",
                "Max-Forwards",
                "Pragma",
                "Range",
                "Referer",
                "Server",
                "Trailer",
                "Upgrade",
                "User-Agent",
                "Warn",
                "WWW-Authenticate",
                "X-Forwarded-For"
            })
    void h07AMappedFieldReachesTheBackend(String name) {
        Gateway mapped = Gateway.proxy(method -> method.map("header." + name, "'mapped'"));
        mapped.serve(Gateway.request("GET", "/dev/x").field("X-Forwarded-For", "192.0.2.1"));
        assertThat(mapped.backend.allSent(name)).containsExactly("mapped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "Expect", "Proxy-Authenticate", "TE", "Via"})
    void mappingsToSomeFieldsAreSwallowed(String name) {
        Gateway mapped = Gateway.proxy(method -> method.map("header." + name, "'mapped'"));
        assertThat(mapped.get("/dev/x").status()).isEqualTo(200);
        assertThat(mapped.backend.request.head().headers().contains(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'literal' | literal",
                "method.request.path.proxy | a%2Fb/c",
                "method.request.querystring.q | two words",
                "method.request.header.X-In | last",
                "context.accountId | 000000000000",
                "context.apiId | abc",
                "context.deploymentId | dep1",
                "context.domainName | abc.execute-api.us-east-1.localhost",
                "context.domainPrefix | abc",
                "context.extendedRequestId | OkTz-Fm25PgFdlg=",
                "context.httpMethod | GET",
                "context.identity.sourceIp | 203.0.113.7",
                "context.identity.userAgent | test/1",
                "context.path | /dev//a%2Fb/c/",
                "context.protocol | HTTP/1.1",
                "context.requestId | 01234567-89ab-4cde-8f01-23456789abcd",
                "context.requestTime | 04/Mar/2026:05:06:07 +0000",
                "context.requestTimeEpoch | 1772600767089",
                "context.resourceId | res0",
                "context.resourcePath | /{proxy+}",
                "context.stage | dev",
            },
            quoteCharacter = '"')
    void mapsFrom(String source, String value) {
        Gateway mapped = Gateway.proxy(method -> method.map("header.X-Out", source));
        mapped.serve(Gateway.request("GET", "/dev//a%2Fb/c/?q=one&q=two+words")
                .field("X-In", "first")
                .field("X-In", "last")
                .field("User-Agent", "test/1"));
        assertThat(mapped.backend.allSent("X-Out")).containsExactly(value);
    }

    @Test
    void theMultiValueViewMapsEachValue() {
        Gateway mapped = Gateway.proxy(method -> method.map("header.X-Out", "method.request.multivalueheader.X-In"));
        mapped.serve(Gateway.request("GET", "/dev/x").field("X-In", "1").field("X-In", "2"));
        assertThat(mapped.backend.allSent("X-Out")).isEqualTo(List.of("1", "2"));
    }

    @Test
    void headerNamesInMappingsHaveCase() {
        Gateway mapped = Gateway.proxy(method -> method.map("header.X-Out", "method.request.header.x-in"));
        mapped.serve(Gateway.request("GET", "/dev/x").field("X-In", "1"));
        assertThat(mapped.backend.sent("X-Out")).isNull();
    }

    @Test
    void aMappedValueCannotEndItsLine() {
        Gateway mapped = Gateway.proxy(method -> method.map("header.X-Out", "method.request.querystring.q"));
        mapped.get("/dev/x?q=a%0D%0AX-Evil:%201%00%C3%A9");
        assertThat(mapped.backend.sent("X-Out")).isEqualTo("a  X-Evil: 1 Ã©");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Root=1-5759e988-bd862e3fe1be46a994272793 | Root=1-5759e988-bd862e3fe1be46a994272793;Parent=aaaaaaaaaaaaaaaa;Sampled=0",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8 | Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
                "Parent=53995c3f42cd8ad8;Sampled=0 | Root=1-69a7bdbf-aaaaaaaaaaaaaaaaaaaaaaaa;Parent=53995c3f42cd8ad8;Sampled=0",
                "rubbish | Root=1-69a7bdbf-aaaaaaaaaaaaaaaaaaaaaaaa;Parent=aaaaaaaaaaaaaaaa;Sampled=0",
            })
    void theClientsTraceGoesOn(String sent, String received) {
        gateway.serve(Gateway.request("GET", "/dev/x").field("x-amzn-trace-id", sent));
        assertThat(gateway.backend.allSent("X-Amzn-Trace-Id")).containsExactly(received);
    }
}
