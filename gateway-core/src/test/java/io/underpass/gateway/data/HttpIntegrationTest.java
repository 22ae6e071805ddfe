package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static io.underpass.gateway.data.MockIntegrationTest.assertInternalError;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.ApiFixture.ResponseFixture;
import io.underpass.wire.FakeExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIntegrationTest {

    private static final String ERROR_FREE = "{\"a\": {\"b\": 7}, \"list\": [1, 2], \"name\": \"pear\"}";

    // ---- the request

    @Test
    void nothingOfTheClientsHeaderOrQueryPassesUnmapped() {
        Gateway gateway = http(method -> method.response(status("200")));
        gateway.serve(Gateway.request("GET", "/dev/x?a=1")
                .field("Accept", "text/plain")
                .field("User-Agent", "curl")
                .field("X-Custom", "1")
                .field("Referer", "http://r"));
        assertThat(names(gateway))
                .containsExactlyInAnyOrder(
                        "host", "accept", "user-agent", "x-amzn-apigateway-api-id", "x-amzn-trace-id");
        assertThat(gateway.backend.sent("Accept")).isEqualTo("application/json");
        assertThat(gateway.backend.sent("User-Agent")).isEqualTo("AmazonAPIGateway_abc");
        assertThat(gateway.backend.request.head().target()).isEqualTo("/");
    }

    @Test
    void aBodyPassesWithItsMediaType() {
        Gateway gateway = http(method -> method.integrationVerb("POST").response(status("200")));
        gateway.serve(Gateway.request("POST", "/dev/x")
                .field("Content-Type", "text/csv; charset=utf-8")
                .body("a,b"));
        assertThat(gateway.backend.requestBody).isEqualTo("a,b");
        assertThat(gateway.backend.sent("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    }

    @Test
    @DisplayName("H17 A mapping from what the client did not send is left out")
    void mappedParametersPass() {
        Gateway gateway = http(method -> method.uri("http://backend.internal/{p}?q={q}")
                .map("path.p", "method.request.header.X-P")
                .map("path.q", "method.request.querystring.q")
                .map("querystring.all", "method.request.multivaluequerystring.q")
                .map("querystring.none", "method.request.querystring.none")
                .map("header.X-Stage", "context.stage")
                .map("header.Host", "method.request.header.Host")
                .map("header.Accept", "'text/html'")
                .response(status("200")));
        gateway.serve(Gateway.request("GET", "/dev/x?q=1&q=2").field("X-P", "a b"));
        assertThat(gateway.backend.request.head().target()).isEqualTo("/a%20b?q=2&all=1&all=2");
        assertThat(gateway.backend.sent("X-Stage")).isEqualTo("dev");
        assertThat(gateway.backend.sent("Host")).startsWith("abc.execute-api.");
        assertThat(gateway.backend.allSent("Accept")).containsExactly("text/html");
    }

    @Test
    void parametersAreMappedFromTheBody() {
        Gateway gateway = http(method -> method.integrationVerb("POST")
                .map("header.X-Name", "method.request.body.name")
                .map("header.X-B", "method.request.body.$.a.b")
                .map("querystring.list", "method.request.body.list")
                .map("querystring.missing", "method.request.body.missing")
                .response(status("200")));
        gateway.serve(Gateway.request("POST", "/dev/x").body(ERROR_FREE));
        assertThat(gateway.backend.sent("X-Name")).isEqualTo("pear");
        assertThat(gateway.backend.sent("X-B")).isEqualTo("7");
        assertThat(gateway.backend.request.head().target()).isEqualTo("/?list=%5B1,2%5D");
        assertThat(gateway.backend.requestBody).isEqualTo(ERROR_FREE);
    }

    @Test
    void aProxyMapsFromTheBodyToo() {
        Gateway gateway = Gateway.proxy(method -> method.map("header.X-Name", "method.request.body.name"));
        gateway.serve(Gateway.request("POST", "/dev/x").body(ERROR_FREE));
        assertThat(gateway.backend.sent("X-Name")).isEqualTo("pear");
        assertThat(gateway.backend.requestBody).isEqualTo(ERROR_FREE);
    }

    @Test
    void aMappedBodyThatLooksLikeJsonMustBeJson() {
        Gateway gateway = http(method -> method.integrationVerb("POST")
                .map("header.X-Name", "method.request.body.name")
                .response(status("200")));
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/x").body("{\"name\":"));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Invalid JSON in request body\"}");
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("BadRequestException");
        gateway.serve(Gateway.request("POST", "/dev/x").body("name=pear"));
        assertThat(gateway.backend.request.head().headers().contains("X-Name")).isFalse();
    }

    @Test
    @DisplayName("B01 An empty body is {} to a template")
    void aTemplateMakesTheBody() {
        Gateway gateway = http(method -> method.integrationVerb("POST")
                .template("application/json", "<$input.body>")
                .response(status("200")));
        gateway.serve(Gateway.request("POST", "/dev/x"));
        assertThat(gateway.backend.requestBody).isEqualTo("<{}>");
    }

    @Test
    void templatesOverrideWhatIsMapped() {
        Gateway gateway = http(method -> method.integrationVerb("POST")
                .uri("http://backend.internal/{p}/{only}")
                .map("path.p", "'mapped'")
                .map("querystring.q", "'mapped'")
                .map("header.X-H", "'mapped'")
                .template(
                        "application/json",
                        "#set($context.requestOverride.path.p = 'a/b c')"
                                + "#set($context.requestOverride.path.only = 'o')"
                                + "#set($context.requestOverride.querystring.q = 'new&')"
                                + "#set($context.requestOverride.header.X-H = 'new')"
                                + "#set($context.requestOverride.header.Connection = 'swallowed')body")
                .response(status("200")));
        gateway.serve(Gateway.request("POST", "/dev/x"));
        assertThat(gateway.backend.request.head().target()).isEqualTo("/a/b%20c/o?q=new%26");
        assertThat(gateway.backend.allSent("X-H")).containsExactly("new");
        assertThat(names(gateway)).doesNotContain("connection");
        assertThat(gateway.backend.requestBody).isEqualTo("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "x-amzn-trace-id", "not a name"})
    void someHeadersNoTemplateMayOverride(String name) {
        Gateway gateway = http(method -> method.integrationVerb("POST")
                .template("application/json", "#set($context.requestOverride.header[\"" + name + "\"] = '1')")
                .response(status("200")));
        assertInternalError(gateway.serve(Gateway.request("POST", "/dev/x")), "overrides the header " + name);
    }

    @Test
    void getTakesNoBody() {
        Gateway gateway =
                http(method -> method.template("application/json", "made").response(status("200")));
        gateway.serve(Gateway.request("GET", "/dev/x"));
        assertThat(gateway.backend.requestBody).isEmpty();
        assertThat(names(gateway)).doesNotContain("content-type");
    }

    @ParameterizedTest(name = "B13 B14 {0}, template for {1}, body of {2}: {3}")
    @CsvSource({
        "WHEN_NO_MATCH,     '',               text/plain,       passes",
        "WHEN_NO_MATCH,     application/json, text/plain,       passes",
        "WHEN_NO_MATCH,     application/json, application/json, transformed",
        "WHEN_NO_TEMPLATES, '',               text/plain,       passes",
        "WHEN_NO_TEMPLATES, application/xml,  application/json, 415",
        "WHEN_NO_TEMPLATES, application/json, Application/JSON;charset=x, transformed",
        "NEVER,             '',               text/plain,       415",
        "NEVER,             application/json, text/plain,       415",
        "NEVER,             $default,         text/plain,       transformed",
        "NEVER,             application/json, '',               transformed"
    })
    void passthroughBehavior(String behavior, String template, String type, String result) {
        Gateway gateway = http(method -> (template.isEmpty() ? method : method.template(template, "made"))
                .integrationVerb("POST")
                .passthrough(behavior)
                .response(status("200")));
        FakeExchange request = Gateway.request("POST", "/dev/x").body("sent");
        FakeExchange exchange = gateway.serve(type.isEmpty() ? request : request.field("Content-Type", type));
        if (result.equals("415")) {
            assertThat(exchange.status()).isEqualTo(415);
            assertThat(exchange.text()).isEqualTo("{\"message\": \"Unsupported Media Type\"}");
            assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("BadRequestException");
        } else {
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(gateway.backend.requestBody).isEqualTo(result.equals("passes") ? "sent" : "made");
        }
    }

    // ---- the response

    @ParameterizedTest
    @CsvSource({"404, 400", "201, 200"})
    @DisplayName("B10 Selection patterns are held against the whole status code")
    void theStatusCodeChooses(String backend, int client) {
        Gateway gateway = http(method -> method.response(status("200"))
                .response(status("400").when("4\\d{2}"))
                .response(status("500").when("40")));
        gateway.backend.answers(Integer.parseInt(backend), "text");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.status()).isEqualTo(client);
        assertThat(exchange.text()).isEqualTo("text");
    }

    @Test
    @DisplayName("B11 HTTP with a default of 200 turns a 400 into 200, HTTP_PROXY does not")
    void theDefaultTakesEveryStatus() {
        Gateway custom = http(method -> method.response(status("200")));
        Gateway proxy = Gateway.proxy(method -> method.response(status("200")));
        custom.backend.answers(400, "bad");
        proxy.backend.answers(400, "bad");
        assertThat(custom.get("/dev/x").status()).isEqualTo(200);
        assertThat(proxy.get("/dev/x").status()).isEqualTo(400);
    }

    @Test
    void noneOfTheBackendsHeaderPassesUnmapped() {
        Gateway gateway = http(method -> method.response(status("200")));
        gateway.backend.answers(200, "x", "Content-Type", "text/html", "X-Own", "1", "Server", "s");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseFieldNames())
                .containsExactlyInAnyOrder(
                        "date", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id", "content-type");
        assertThat(exchange.responseField("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.responseField("X-Amzn-Trace-Id"))
                .isEqualTo(gateway.backend.sent("X-Amzn-Trace-Id").split(";")[0])
                .startsWith("Root=1-");
    }

    @Test
    @DisplayName("H12 Mapped response headers are remapped, TE and Via pass, Transfer-Encoding is dropped")
    void mappedResponseHeadersAreRenamed() {
        List<String> remapped = List.of(
                "Authorization",
                "Connection",
                "Content-Length",
                "Content-MD5",
                "Date",
                "Expect",
                "Host",
                "Max-Forwards",
                "Proxy-Authenticate",
                "Server",
                "Trailer",
                "Upgrade",
                "User-Agent",
                "WWW-Authenticate");
        List<String> same = List.of(
                "Accept",
                "Accept-Charset",
                "Age",
                "Content-Encoding",
                "Content-Type",
                "Pragma",
                "Range",
                "Referer",
                "TE",
                "Via",
                "Warn");
        ResponseFixture response = status("200").header("Transfer-Encoding", "'chunked'");
        remapped.forEach(name -> response.header(name, "'r'"));
        same.forEach(name -> response.header(name, "'s'"));
        FakeExchange exchange = http(method -> method.response(response)).get("/dev/x");
        for (String name : remapped) {
            assertThat(exchange.responseField("x-amzn-Remapped-" + name))
                    .as(name)
                    .isEqualTo("r");
        }
        for (String name : same) {
            assertThat(exchange.responseHead().headers().getAll(name)).as(name).containsExactly("s");
        }
        assertThat(exchange.responseFieldNames()).doesNotContain("transfer-encoding", "connection", "server");
    }

    @Test
    void responseHeadersAreMappedFromEverySource() {
        Gateway gateway = http(method -> method.response(status("200")
                .header("a", "integration.response.header.X-Two")
                .header("b", "integration.response.multivalueheader.X-Two")
                .header("c", "integration.response.body.name")
                .header("d", "integration.response.body.$.list")
                .header("e", "context.requestId")
                .header("f", "'literal'")
                .header("g", "integration.response.header.none")
                .header("h", "integration.response.body.none")));
        gateway.backend.answers(200, ERROR_FREE, "X-Two", "1", "X-Two", "2");
        FakeExchange exchange = gateway.get("/dev/x");
        assertThat(exchange.responseField("a")).isEqualTo("2");
        assertThat(exchange.responseHead().headers().getAll("b")).containsExactly("1", "2");
        assertThat(exchange.responseField("c")).isEqualTo("pear");
        assertThat(exchange.responseField("d")).isEqualTo("[1,2]");
        assertThat(exchange.responseField("e")).isEqualTo(Gateway.REQUEST_ID);
        assertThat(exchange.responseField("f")).isEqualTo("literal");
        assertThat(exchange.responseFieldNames()).doesNotContain("g", "h");
    }

    @Test
    void aResponseThatLooksLikeJsonAndIsNoneFailsWhereItIsMapped() {
        Gateway gateway = http(method -> method.response(status("200").header("c", "integration.response.body.name")));
        gateway.backend.answers(200, "{\"name");
        assertInternalError(gateway.get("/dev/x"), "Invalid JSON in response body");
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml, xml",
        "'text/xml;q=1, application/json', xml",
        "application/json, json",
        "text/plain, json",
        "'', json",
        "'text/plain, text/xml', json"
    })
    void acceptChoosesTheResponseTemplate(String accept, String body) {
        Gateway gateway = http(method ->
                method.response(status("200").template("text/xml", "xml").template("application/json", "json")));
        assertThat(gateway.serve(Gateway.request("GET", "/dev/x").field("Accept", accept))
                        .text())
                .isEqualTo(body);
    }

    @Test
    void theFirstTemplateStandsInWhereThereIsNoneForJson() {
        Gateway gateway = http(method ->
                method.response(status("200").template("text/xml", "xml").template("text/html", "html")));
        assertThat(gateway.get("/dev/x").text()).isEqualTo("html");
    }

    @Test
    void aResponseTemplateReadsTheBackendsBodyAndOverridesTheStatus() {
        Gateway gateway = http(method -> method.response(status("200")
                .template(
                        "application/json",
                        "#set($context.responseOverride.status = 418)$input.path('$.name')/$input.params('q')")));
        gateway.backend.answers(200, ERROR_FREE);
        FakeExchange exchange = gateway.get("/dev/x?q=1");
        assertThat(exchange.status()).isEqualTo(418);
        assertThat(exchange.text()).isEqualTo("pear/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'ok'", "99", "600", "102"})
    void anOverrideThatIsNoFinalStatusIsIgnored(String value) {
        Gateway gateway = http(method -> method.response(
                status("200").template("application/json", "#set($context.responseOverride.status = " + value + ")")));
        assertThat(gateway.get("/dev/x").status()).isEqualTo(200);
    }

    @Test
    void headGetsTheHeadOfGet() {
        Gateway gateway = http(method -> method.integrationVerb("GET").response(status("200")));
        gateway.backend.answers(200, "12345");
        FakeExchange exchange = gateway.serve(Gateway.request("HEAD", "/dev/x"));
        assertThat(exchange.responseHead().length()).isEqualTo(5);
        assertThat(exchange.text()).isEmpty();
    }

    @Test
    void withoutALinkTheHostOfTheUriIsCalled() {
        Gateway gateway =
                Gateway.proxy(method -> method.connectionType("INTERNET").uri("http://origin.example:8080/v1"));
        gateway.get("/dev/x?a=1");
        assertThat(gateway.backend.endpoint.host()).isEqualTo("origin.example");
        assertThat(gateway.backend.endpoint.port()).isEqualTo(8080);
        assertThat(gateway.backend.connectionId).isNull();
        assertThat(gateway.backend.request.head().target()).isEqualTo("/v1?a=1");
    }

    private static List<String> names(Gateway gateway) {
        List<String> names = new ArrayList<>();
        gateway.backend
                .request
                .head()
                .headers()
                .forEach(field -> names.add(field.getKey().toLowerCase(Locale.ROOT)));
        return names;
    }

    private static Gateway http(UnaryOperator<MethodFixture> settings) {
        return Gateway.of(ApiFixture.api("abc")
                .route("ANY", "/x", method -> settings.apply(method.type("HTTP").integrationVerb("GET"))));
    }
}
