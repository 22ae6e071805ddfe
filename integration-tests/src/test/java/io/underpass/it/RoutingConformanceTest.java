package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stage, resource and method a request finds, and what it is told where it finds none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingConformanceTest {

    private static final String FOUND = "$context.httpMethod $context.resourcePath $input.params('param')";
    private static final String NOT_FOUND = "{\"message\":\"Missing Authentication Token\"}";

    private final EchoFunction function = new EchoFunction();
    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.services(function.endpoints()));
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());
    private final ApiDraft existing =
            new ApiDraft(aws).mock("/existing", "GET", FOUND).deploy();
    private final ApiDraft mixed = new ApiDraft(aws)
            .mock("/test", "POST", FOUND)
            .mock("/test/any", "ANY", FOUND)
            .mock("/{param+}", "OPTIONS", FOUND)
            .deploy();
    private final ApiDraft parts = new ApiDraft(aws)
            .mock("/part1", "GET", FOUND)
            .mock("/part1/hardcoded-value", "GET", FOUND)
            .mock("/{param+}", "GET", FOUND)
            .deploy();
    private final ApiDraft lambda = new ApiDraft(aws)
            .function("/{proxy+}", "ANY")
            .function("/hardcoded", "ANY")
            .deploy();

    @AfterAll
    void stop() {
        emulator.close();
        function.close();
    }

    @Test
    @Conformance("R01")
    @DisplayName("R01 A path that no resource has")
    void anUnknownPath() {
        TestClient.Response answer = existing.get("/dev/random");
        assertError(answer, 403, "MissingAuthenticationTokenException", NOT_FOUND);
        assertThat(answer.body()).hasSize(42);
    }

    @Test
    @Conformance("R03")
    @DisplayName("R03 A path that no resource has, with an Authorization that is no signature")
    void anUnknownPathWithABearerToken() {
        TestClient.Response answer = existing.get("/dev/random", "Authorization: Bearer abc");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).contains("x-amzn-ErrorType: IncompleteSignatureException");
        assertThat(answer.bodyText())
                .startsWith("{\"message\":\"")
                .contains("in Authorization header")
                .contains("(hashed with SHA-256 and encoded with Base64)");
    }

    @Test
    @Conformance("R04")
    @DisplayName("R04 A literal resource without the method gives way to a greedy one with it")
    void theMethodCounts() {
        assertThat(mixed.send("OPTIONS", "/dev/test", "").bodyText()).isEqualTo("OPTIONS /{param+} test");
        assertThat(mixed.send("POST", "/dev/test", "").bodyText()).isEqualTo("POST /test ");
    }

    @Test
    @Conformance("R06")
    @DisplayName("R06 A literal resource with ANY is found before a greedy one with the method")
    void anyCountsAsTheMethod() {
        assertThat(mixed.send("OPTIONS", "/dev/test/any", "").bodyText()).isEqualTo("OPTIONS /test/any ");
    }

    @Test
    @Conformance("R07")
    @DisplayName("R07 Beside a literal resource the greedy one of the root is found")
    void besideALiteralResource() {
        assertThat(parts.get("/dev/part1/random-value").bodyText()).isEqualTo("GET /{param+} part1/random-value");
    }

    @Test
    @Conformance("R08")
    @DisplayName("R08 Literal resources are found first")
    void literalResourcesComeFirst() {
        assertThat(parts.get("/dev/part1").bodyText()).isEqualTo("GET /part1 ");
        assertThat(parts.get("/dev/part1/hardcoded-value").bodyText()).isEqualTo("GET /part1/hardcoded-value ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/", "/dev"})
    @Conformance("R09")
    @DisplayName("R09 A greedy resource does not match the root")
    void greedyNeedsASegment(String target) {
        assertError(lambda.get(target), 403, "MissingAuthenticationTokenException", NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/proxy-value, /proxy-value, proxy-value, /dev/proxy-value",
        "/dev/proxy-value/, /proxy-value/, proxy-value, /dev/proxy-value/",
    })
    @Conformance("R10")
    @DisplayName("R10 One slash at the end is left out of a path parameter")
    void aSlashAtTheEnd(String target, String path, String proxy, String contextPath) {
        assertEvent(target, path, proxy, contextPath);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/a//b, /a//b, a//b, /dev/a//b",
        "/dev/proxy-value//double-slash, /proxy-value//double-slash, proxy-value//double-slash,"
                + " /dev/proxy-value//double-slash",
    })
    @Conformance("R11")
    @DisplayName("R11 Two slashes within a path stay")
    void twoSlashesWithin(String target, String path, String proxy, String contextPath) {
        assertEvent(target, path, proxy, contextPath);
    }

    @Test
    @Conformance("R12")
    @DisplayName("R12 Two slashes after the stage count as one, but in $context.path")
    void twoSlashesAfterTheStage() {
        assertEvent("/dev//proxy-value", "/proxy-value", "proxy-value", "/dev//proxy-value");
        JsonNode event = event("/dev//hardcoded");
        assertThat(event.path("path").textValue()).isEqualTo("/hardcoded");
        assertThat(event.path("resource").textValue()).isEqualTo("/hardcoded");
        assertThat(event.path("pathParameters").isNull()).isTrue();
        assertThat(event.at("/requestContext/path").textValue()).isEqualTo("/dev//hardcoded");
    }

    @Test
    @Conformance("R15")
    @DisplayName("R15 %2B and + of a path stay as they are")
    void encodedCharactersOfAPath() {
        String path = "proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com";
        assertEvent("/dev/" + path, "/" + path, path, "/dev/" + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope/existing", "/existing", "/", "/DEV/existing"})
    @Conformance("R16")
    @DisplayName("R16 A stage that does not exist")
    void anUnknownStage(String target) {
        TestClient.Response answer = existing.get(target);
        assertError(answer, 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
        assertThat(answer.body()).hasSize(23);
    }

    @Test
    @Conformance("R17")
    @DisplayName("R17 HEAD is not implied by GET")
    void headIsNotGet() {
        TestClient.Response answer = existing.send("HEAD", "/dev/existing", "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers())
                .contains("x-amzn-ErrorType: MissingAuthenticationTokenException", "Content-Length: 42");
        assertThat(answer.body()).isEmpty();
        assertError(existing.send("POST", "/dev/existing", ""), 403, "MissingAuthenticationTokenException", NOT_FOUND);
    }

    @Test
    @Conformance("R19")
    @DisplayName("R19 The longest mapping of a custom domain name wins")
    void theLongestMappingWins() {
        aws.call(
                "POST /domainnames",
                "{`domainName`:`api.example.com`,"
                        + "`regionalCertificateArn`:`arn:aws:acm:us-east-1:000000000000:certificate/x`,"
                        + "`endpointConfiguration`:{`types`:[`REGIONAL`]}}");
        aws.call(
                "POST /domainnames/api.example.com/basepathmappings",
                "{`restApiId`:`" + answering("API1").id() + "`,`stage`:`dev`}");
        map("orders/v1/items", answering("API2"));
        map("orders/v2/items", answering("API3"));
        map("orders/v2/items/categories", answering("API4"));

        assertThat(named("/orders/v2/items/categories/5")).isEqualTo("API4");
        assertThat(named("/orders/v1/items/123")).isEqualTo("API2");
        assertThat(named("/customers")).isEqualTo("API1");
        assertThat(named("/orders/v2/items/7")).isEqualTo("API3");
        assertThat(named("/orders/v2/itemsets/7")).isEqualTo("API1");
    }

    private void map(String key, ApiDraft api) {
        aws.call(
                "POST /v2/domainnames/api.example.com/apimappings",
                "{`apiId`:`" + api.id() + "`,`stage`:`dev`,`apiMappingKey`:`" + key + "`}");
    }

    private ApiDraft answering(String text) {
        return new ApiDraft(aws)
                .mock("/", "ANY", text)
                .mock("/{proxy+}", "ANY", text)
                .deploy();
    }

    private String named(String target) {
        return TestClient.get(aws.address(), target, "Host: api.example.com").bodyText();
    }

    private JsonNode event(String target) {
        TestClient.Response answer = lambda.get(target);
        assertThat(answer.bodyText()).isEqualTo("called");
        return function.event();
    }

    private void assertEvent(String target, String path, String proxy, String contextPath) {
        JsonNode event = event(target);
        assertThat(event.path("path").textValue()).isEqualTo(path);
        assertThat(event.at("/pathParameters/proxy").textValue()).isEqualTo(proxy);
        assertThat(event.at("/requestContext/path").textValue()).isEqualTo(contextPath);
    }
}
