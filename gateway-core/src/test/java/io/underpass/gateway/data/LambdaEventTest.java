package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.RequestBody;
import io.underpass.wire.certificate.Authority;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event of a proxy integration, against events recorded on AWS. */
class LambdaEventTest {

    static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    static final String URI =
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + "/invocations";

    private final Gateway gateway = Gateway.of(api("/{proxy+}"));

    static ApiFixture api(String path) {
        return ApiFixture.api("abc")
                .route(
                        "ANY",
                        path,
                        method ->
                                method.type("AWS_PROXY").integrationVerb("POST").uri(URI));
    }

    @Test
    @DisplayName("R10 the event of a GET, member by member and in AWS's order")
    void theEventOfAGet() {
        gateway.serve(Gateway.request("GET", "/dev/proxy-value/")
                .field("Accept", "*/*")
                .field("User-Agent", "curl/8.0"));

        assertThat(gateway.functions.event()).isEqualTo("""
                        {"resource":"/{proxy+}","path":"/proxy-value/","httpMethod":"GET",\
                        "headers":{"Accept":"*/*","Host":"abc.execute-api.us-east-1.localhost:4566",\
                        "User-Agent":"curl/8.0","X-Amzn-Trace-Id":"Root=1-69a7bdbf-aaaaaaaaaaaaaaaaaaaaaaaa",\
                        "X-Forwarded-For":"203.0.113.7","X-Forwarded-Port":"4566","X-Forwarded-Proto":"http"},\
                        "multiValueHeaders":{"Accept":["*/*"],"Host":["abc.execute-api.us-east-1.localhost:4566"],\
                        "User-Agent":["curl/8.0"],"X-Amzn-Trace-Id":["Root=1-69a7bdbf-aaaaaaaaaaaaaaaaaaaaaaaa"],\
                        "X-Forwarded-For":["203.0.113.7"],"X-Forwarded-Port":["4566"],"X-Forwarded-Proto":["http"]},\
                        "queryStringParameters":null,"multiValueQueryStringParameters":null,\
                        "pathParameters":{"proxy":"proxy-value"},"stageVariables":null,\
                        "requestContext":{"resourceId":"res0","resourcePath":"/{proxy+}","httpMethod":"GET",\
                        "extendedRequestId":"OkTz-Fm25PgFdlg=","requestTime":"04/Mar/2026:05:06:07 +0000",\
                        "path":"/dev/proxy-value/","accountId":"000000000000","protocol":"HTTP/1.1","stage":"dev",\
                        "domainPrefix":"abc","requestTimeEpoch":1772600767089,\
                        "requestId":"01234567-89ab-4cde-8f01-23456789abcd",\
                        "identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,\
                        "caller":null,"sourceIp":"203.0.113.7","principalOrgId":null,"accessKey":null,\
                        "cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,\
                        "userAgent":"curl/8.0","user":null},\
                        "domainName":"abc.execute-api.us-east-1.localhost","deploymentId":"dep1","apiId":"abc"},\
                        "body":null,"isBase64Encoded":false}""");
        assertThat(gateway.functions.call().functionArn()).isEqualTo(FUNCTION);
        assertThat(gateway.functions.call().timeout()).hasSeconds(29);
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("R10 R11 R12 R15 paths and what path parameters hold")
    @CsvSource({
        "R10, /dev/proxy-value/, /proxy-value/, proxy-value, /dev/proxy-value/",
        "R11, /dev/a//b, /a//b, a//b, /dev/a//b",
        "R12, /dev//proxy-value, /proxy-value, proxy-value, /dev//proxy-value",
        "R15, /dev/x/test%2Balias@x/plus/test+alias@x, /x/test%2Balias@x/plus/test+alias@x,"
                + " x/test%2Balias@x/plus/test+alias@x, /dev/x/test%2Balias@x/plus/test+alias@x",
    })
    void paths(String id, String target, String path, String proxy, String contextPath) {
        gateway.get(target);
        JsonNode event = gateway.functions.eventJson();
        assertThat(event.path("path").textValue()).isEqualTo(path);
        assertThat(event.path("pathParameters").path("proxy").textValue()).isEqualTo(proxy);
        assertThat(event.path("requestContext").path("path").textValue()).isEqualTo(contextPath);
    }

    @Test
    @DisplayName("R12 two slashes before a literal resource")
    void twoSlashesBeforeALiteral() {
        Gateway literal = Gateway.of(api("/hardcoded"));
        literal.get("/dev//hardcoded");
        JsonNode event = literal.functions.eventJson();
        assertThat(event.path("path").textValue()).isEqualTo("/hardcoded");
        assertThat(event.path("pathParameters").isNull()).isTrue();
        assertThat(event.path("requestContext").path("path").textValue()).isEqualTo("/dev//hardcoded");
    }

    @Test
    void theRoot() {
        Gateway root = Gateway.of(api("/"));
        root.get("/dev");
        assertThat(root.functions.eventJson().path("path").textValue()).isEqualTo("/");
        assertThat(root.functions.eventJson().path("resource").textValue()).isEqualTo("/");
    }

    @Test
    @DisplayName("H19 repeated query parameters")
    void repeatedQueryParameters() {
        gateway.get("/dev/x?category=electronics&category=books&email=test%2Balias@gmail.com&plus=a+b&empty=&flag");
        JsonNode event = gateway.functions.eventJson();
        assertThat(event.path("queryStringParameters").toString())
                .isEqualTo("{\"category\":\"books\",\"email\":\"test+alias@gmail.com\",\"plus\":\"a b\",\"empty\":\"\","
                        + "\"flag\":\"\"}");
        assertThat(event.path("multiValueQueryStringParameters")
                        .path("category")
                        .toString())
                .isEqualTo("[\"electronics\",\"books\"]");
    }

    @Test
    @DisplayName("H20 names of header fields keep their case, but Authorization")
    void namesOfFieldsKeepTheirCase() {
        gateway.serve(Gateway.request("GET", "/dev/x")
                .field("tEsT-HEADeR", "aValUE")
                .field("aUThorization", "Bearer token123;API key456")
                .field("user-agent", "x")
                .field("content-type", "text/plain"));
        assertThat(headers())
                .containsEntry("tEsT-HEADeR", "aValUE")
                .containsEntry("Authorization", "Bearer token123;API key456")
                .containsEntry("User-Agent", "x")
                .containsEntry("content-type", "text/plain");
    }

    @Test
    void ofSeveralValuesTheSingleViewShowsTheLast() {
        gateway.serve(Gateway.request("GET", "/dev/x").field("X-Many", "1").field("x-many", "2"));
        assertThat(headers()).containsEntry("X-Many", "2");
        assertThat(gateway.functions
                        .eventJson()
                        .path("multiValueHeaders")
                        .path("X-Many")
                        .toString())
                .isEqualTo("[\"1\",\"2\"]");
    }

    @Test
    void whatAwsDropsIsNotInTheEvent() {
        FakeExchange request = Gateway.request("GET", "/dev/x");
        for (String name : List.of(
                "Connection",
                "Content-Length",
                "Content-MD5",
                "Expect",
                "Max-Forwards",
                "Proxy-Authenticate",
                "Server",
                "TE",
                "Trailer",
                "Upgrade",
                "WWW-Authenticate",
                "X-HTTP-Method-Override")) {
            request.field(name, name.equals("X-HTTP-Method-Override") ? "GET" : "0");
        }
        for (String name : List.of("Via", "Date", "Content-Encoding", "Range", "Referer", "Age", "Pragma")) {
            request.field(name, "kept");
        }
        gateway.serve(request.field("Authorization", "AWS4-HMAC-SHA256 Credential=a"));
        assertThat(headers().keySet())
                .containsExactlyInAnyOrder(
                        "Via",
                        "Date",
                        "Content-Encoding",
                        "Range",
                        "Referer",
                        "Age",
                        "Pragma",
                        "Host",
                        "X-Amzn-Trace-Id",
                        "X-Forwarded-For",
                        "X-Forwarded-Port",
                        "X-Forwarded-Proto");
    }

    @Test
    void theClientIsAddedToTheListItSends() {
        gateway.serve(Gateway.request("GET", "/dev/x")
                .secure()
                .field("x-forwarded-for", "198.51.100.1")
                .field("X-Forwarded-Proto", "gopher"));
        assertThat(headers())
                .containsEntry("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
                .containsEntry("X-Forwarded-Proto", "https");
    }

    @Test
    void aTraceGoesOn() {
        String sent = "Root=1-5e66d96f-7491f09ab12979d18acf3d05;Parent=53995c3f42cd8ad8;Sampled=1";
        gateway.serve(Gateway.request("GET", "/dev/x").field("X-Amzn-Trace-Id", sent));
        assertThat(headers()).containsEntry("X-Amzn-Trace-Id", sent);
    }

    @Test
    void theBodyIsText() {
        gateway.serve(post("{\"message\": \"h\u00e9llo \\\"world\\\"\"}", "application/json;charset=utf-8"));
        JsonNode event = gateway.functions.eventJson();
        assertThat(event.path("body").textValue()).isEqualTo("{\"message\": \"h\u00e9llo \\\"world\\\"\"}");
        assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        gateway.serve(Gateway.request("POST", "/dev/x")
                .body(RequestBody.of(ByteBufAllocator.DEFAULT
                        .buffer()
                        .writeByte('a')
                        .writeByte(0xff)
                        .writeByte('b'))));
        assertThat(gateway.functions.eventJson().path("body").textValue()).isEqualTo("a\ufffdb");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, true",
        "image/png, IMAGE/PNG; x=y, true",
        "image/*, image/jpeg, true",
        "*/*, application/json, true",
        "*/*, , true",
        "image/png, image/jpeg, false",
        "image/png, , false",
    })
    void aBinaryBodyIsBase64(String type, String contentType, boolean binary) {
        Gateway binaries = Gateway.of(api("/{proxy+}").binaryMediaTypes(type));
        binaries.serve(post("hello", contentType));
        JsonNode event = binaries.functions.eventJson();
        assertThat(event.path("isBase64Encoded").booleanValue()).isEqualTo(binary);
        assertThat(event.path("body").textValue()).isEqualTo(binary ? "aGVsbG8=" : "hello");
    }

    @Test
    void aBigBodyIsWrittenByAWorker() {
        String big = "x".repeat(100_000);
        FakeExchange exchange = gateway.serve(post(big, "text/plain"));
        exchange.runPending();
        assertThat(gateway.functions.eventJson().path("body").textValue()).isEqualTo(big);
        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void stageVariablesAreInTheEventAndInTheFunctionsName() {
        Gateway staged = Gateway.of(
                ApiFixture.api("abc")
                        .route(
                                "GET",
                                "/",
                                method -> method.type("AWS_PROXY")
                                        .integrationVerb("POST")
                                        .uri(URI.replace(
                                                "function:orders",
                                                "function:${stageVariables.fn}:${stageVariables.alias}"))),
                Map.of("fn", "payments", "alias", "live"));
        staged.get("/dev");
        assertThat(staged.functions.call().functionArn())
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:payments:live");
        assertThat(staged.functions.eventJson().path("stageVariables").toString())
                .contains("\"fn\":\"payments\"")
                .contains("\"alias\":\"live\"");
    }

    @Test
    void theBasePathOfACustomDomainIsShown() {
        BasePathMapping mapping = new BasePathMapping("m1", "shop", "abc", Optional.of("dev"));
        gateway.serve(
                Gateway.request("GET", "/shop/x").host("api.example.com"),
                InvokeAddress.mapped(mapping, "/shop/x", "api.example.com"));
        JsonNode event = gateway.functions.eventJson();
        assertThat(event.path("path").textValue()).isEqualTo("/shop/x");
        assertThat(event.path("pathParameters").path("proxy").textValue()).isEqualTo("x");
        assertThat(event.path("requestContext").path("path").textValue()).isEqualTo("/shop/x");
        assertThat(event.path("requestContext").path("domainName").textValue()).isEqualTo("api.example.com");
        assertThat(event.path("requestContext").path("domainPrefix").textValue())
                .isEqualTo("api");
    }

    @Test
    void aClientsCertificateIsShown() throws Exception {
        X509Certificate certificate =
                Authority.selfSignedClient("alice", Authority.newKeys(), Gateway.NOW, Gateway.NOW.plusSeconds(60));
        gateway.serve(Gateway.request("GET", "/dev/x").showing(certificate));
        JsonNode shown = gateway.functions
                .eventJson()
                .path("requestContext")
                .path("identity")
                .path("clientCert");
        assertThat(shown.path("clientCertPem").textValue()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(shown.path("subjectDN").textValue()).contains("alice");
        assertThat(shown.path("issuerDN").textValue()).contains("alice");
        assertThat(shown.path("serialNumber").textValue()).isNotEmpty();
        assertThat(shown.path("validity").path("notBefore").textValue()).isEqualTo("Mar  4 05:06:07 2026 GMT");
        assertThat(shown.path("validity").path("notAfter").textValue()).isEqualTo("Mar  4 05:07:07 2026 GMT");
    }

    @Test
    void mappedParametersHaveNoPart() {
        Gateway mapped = Gateway.of(ApiFixture.api("abc")
                .route(
                        "ANY",
                        "/{proxy+}",
                        method -> method.type("AWS_PROXY")
                                .integrationVerb("POST")
                                .uri(URI)
                                .contentHandling("CONVERT_TO_TEXT")
                                .map("header.x-mapped", "'value'")
                                .map("querystring.q", "'value'")));
        mapped.get("/dev/x");
        assertThat(mapped.functions.event()).doesNotContain("x-mapped").contains("\"queryStringParameters\":null");
    }

    private FakeExchange post(String body, String contentType) {
        FakeExchange request = Gateway.request("POST", "/dev/x").body(body);
        return contentType == null ? request : request.field("Content-Type", contentType);
    }

    private Map<String, String> headers() {
        Map<String, String> all = new java.util.LinkedHashMap<>();
        gateway.functions
                .eventJson()
                .path("headers")
                .properties()
                .forEach(field -> all.put(field.getKey(), field.getValue().textValue()));
        return all;
    }
}
