package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.compile.ApiFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests go, named by the cases of the behaviour specification. */
class BackendTargetTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "V24 | /internal/{proxy+} | http://alb/internal/{proxy} | /dev/internal/v1/x | /internal/v1/x",
                "V25 | /agent/{proxy+} | http://alb/{proxy} | /dev/agent/v1/health | /v1/health",
                "V10 | /{proxy+} | http://alb.internal | /dev/a | /",
                "R10 | /{proxy+} | http://alb/{proxy} | /dev/a/ | /a",
                "R11 | /{proxy+} | http://alb/{proxy} | /dev/a//b | /a//b",
                "R12 | /{proxy+} | http://alb/{proxy} | /dev//a | /a",
                "2.3 | /{proxy+} | http://alb/{proxy} | //dev/a | /a",
                "2.5 slash | /{proxy+} | http://alb/{proxy} | /dev/a%2Fb | /a/b",
                "2.5 plus | /{proxy+} | http://alb/{proxy} | /dev/a%2Bb+c@d | /a+b+c@d",
                "2.5 question | /{proxy+} | http://alb/{proxy} | /dev/a%3Fb | /a%3Fb",
                "2.6 client | /{proxy+} | http://alb/{proxy} | /dev/a?x=1&x=2&Y | /a?x=1&x=2&Y",
                "2.6 uri first | /{proxy+} | http://alb/{proxy}?x=0 | /dev/a?x=1 | /a?x=0&x=1",
                "2.6 encoded | /{proxy+} | http://alb/{proxy} | /dev/a?x=%7C+%2B | /a?x=%7C+%2B",
                "2.6 empty | /{proxy+} | http://alb/{proxy} | /dev/a? | /a",
                "in query | /{proxy+} | http://alb/?p={proxy} | /dev/a%26b/c | /?p=a%26b/c",
            })
    void sendsThePathOfTheUri(String name, String resource, String uri, String target, String expected) {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route("GET", resource, method -> method.uri(uri).map("path.proxy", "method.request.path.proxy")));
        assertThat(gateway.get(target).status()).isEqualTo(200);
        assertThat(gateway.backend.request.head().target()).isEqualTo(expected);
    }

    @Test
    void mappedParametersAreAddedBetweenTheUrisAndTheClients() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route(
                        "GET",
                        "/{pathVariable}",
                        method -> method.uri("http://alb/?testVar={pathVar}&testQs={qsVar}")
                                .map("path.pathVar", "method.request.path.pathVariable")
                                .map("path.qsVar", "method.request.querystring.testVar")
                                .map("querystring.queryString", "method.request.querystring.testQueryString")
                                .map("querystring.testQs", "method.request.querystring.testQueryString")
                                .map("querystring.testEmptyQs", "method.request.header.nobody-sends-it")));
        gateway.get("/dev/foobar?testQueryString=foo&testVar=bar");
        assertThat(gateway.backend.request.head().target())
                .isEqualTo("/?testVar=foobar&testQs=bar&queryString=foo&testQs=foo&testQueryString=foo&testVar=bar");
    }

    @Test
    void h19TheSingleViewHasTheLastValueAndTheMultiViewAll() {
        Gateway gateway = Gateway.proxy(method -> method.map("querystring.one", "method.request.querystring.category")
                .map("querystring.all", "method.request.multivaluequerystring.category"));
        gateway.get("/dev/x?category=electronics&category=books");
        assertThat(gateway.backend.request.head().target())
                .isEqualTo("/x?one=books&all=electronics&all=books&category=electronics&category=books");
    }

    @Test
    void v11ThePortPicksTheListenerAndStaysInTheHost() {
        Gateway gateway =
                Gateway.of(ApiFixture.api("abc").route("GET", "/", method -> method.uri("http://example.com:8080/a")));
        gateway.get("/dev");
        assertThat(gateway.backend.endpoint).isEqualTo(new Endpoint("http", "example.com", 8080));
        assertThat(gateway.backend.sent("Host")).isEqualTo("example.com:8080");
        assertThat(gateway.backend.connectionId).isEqualTo("link01");
        assertThat(gateway.backend.scope).isEqualTo(ApiFixture.SCOPE);
        assertThat(gateway.backend.integrationTarget).isPresent();
    }

    @Test
    void aPlaceholderMayStandInTheHost() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route("GET", "/", method -> method.uri("http://{h}:81/").map("path.h", "method.request.header.to")));
        gateway.serve(Gateway.request("GET", "/dev").field("to", "shop.internal"));
        assertThat(gateway.backend.endpoint).isEqualTo(new Endpoint("http", "shop.internal", 81));
    }

    @Test
    void aPlaceholderThatLeavesNoHostIsAConfigurationError() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .route("GET", "/", method -> method.uri("http://{h}/").map("path.h", "method.request.header.to")));
        assertThat(gateway.get("/dev").status()).isEqualTo(500);
        assertThat(gateway.serve(Gateway.request("GET", "/dev").field("to", "a/b?c"))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void theVerbIsTheIntegrationsOrTheClients() {
        Gateway fixed = Gateway.proxy(method -> method.integrationVerb("POST"));
        fixed.get("/dev/x");
        assertThat(fixed.backend.request.head().method().name()).isEqualTo("POST");
        Gateway any = Gateway.proxy();
        any.serve(Gateway.request("PATCH", "/dev/x"));
        assertThat(any.backend.request.head().method().name()).isEqualTo("PATCH");
    }

    @Test
    void anOverrideReplacesTheVerb() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc").route("PUT", "/", method -> method.integrationVerb("ANY")));
        gateway.serve(Gateway.request("POST", "/dev").field("X-HTTP-Method-Override", "PUT"));
        assertThat(gateway.backend.request.head().method().name()).isEqualTo("PUT");
        assertThat(gateway.backend.sent("X-HTTP-Method-Override")).isNull();
        assertThat(gateway.serve(Gateway.request("PUT", "/dev").field("X-HTTP-Method-Override", "no verb"))
                        .status())
                .isEqualTo(403);
    }
}
