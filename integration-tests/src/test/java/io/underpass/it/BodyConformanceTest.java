package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static io.underpass.it.ApiDraft.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies, templates and the choice of responses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyConformanceTest {

    private static final String UNSUPPORTED = "{\"message\": \"Unsupported Media Type\"}";

    private final TestOrigin backend = TestOrigin.start();
    private final RunningEmulator emulator = new RunningEmulator();
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());

    @BeforeEach
    void answerOk() {
        backend.behave(Behaviours.status(200, "OK"));
    }

    @AfterAll
    void stop() {
        emulator.close();
        backend.close();
    }

    @Test
    @Conformance("B01")
    @DisplayName("B01 An empty body is {} to a template")
    void anEmptyBody() {
        assertThat(templated("$input.body").send("POST", "/dev/x", "").bodyText())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"json\": {\"foo\": \"bar\"}} | {foo=bar}",
                "{\"json\": [{\"foo\": \"bar\"}]} | [{\"foo\":\"bar\"}]",
                "{\"json\": {\"foo\": [{\"nested\": \"bar\"}]}} | {foo=[{\"nested\":\"bar\"}]}",
                "{\"json\": {\"a\": \"b\", \"c\": \"d\"}} | {a=b, c=d}",
                "{\"json\": []} | []",
            })
    @Conformance("B03")
    @DisplayName("B03 How $input.path prints maps and lists")
    void whatPathsPrint(String body, String printed) {
        assertThat(templated("$input.path(\"$.json\")")
                        .send("POST", "/dev/x", body)
                        .bodyText())
                .isEqualTo(printed);
    }

    @Test
    @Conformance("B07")
    @DisplayName("B07 A MOCK template may leave the quotation marks out")
    void aLenientStatusCode() {
        TestClient.Response answer = new ApiDraft(aws)
                .mock("/x", "GET", "{statusCode: 200}", "answered")
                .deploy()
                .get("/dev/x");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo("answered");
    }

    @Test
    @Conformance("B09")
    @DisplayName("B09 Templates may change maps")
    void templatesChangeMaps() {
        String template = "#set($map = {`value`: `bar`, `nested`: {}})"
                + "#set($ignored = $map.put(`value2`, `putBar`))#set($map.nested[`deep`] = `nestedFoo`)"
                + "{`value`:`$map.value`,`value2`:`$map[`value2`]`,`value3`:`$map.nested.deep`}";
        assertThat(templated(template).send("POST", "/dev/x", "").bodyText())
                .isEqualTo("{\"value\":\"bar\",\"value2\":\"putBar\",\"value3\":\"nestedFoo\"}");
    }

    @ParameterizedTest
    @CsvSource({"404, 400", "499, 400", "201, 200", "500, 200"})
    @Conformance("B10")
    @DisplayName("B10 Selection patterns choose by the backend's status")
    void selectionPatterns(int status, int answered) {
        ApiDraft api = new ApiDraft(aws)
                .custom("/x", "GET", uri(), "")
                .response("/x", "GET", 400, "{}", "{`selectionPattern`:`4\\\\d{2}`}")
                .response("/x", "GET", 200, "{}", "{}")
                .deploy();
        backend.behave(Behaviours.status(status, "theirs"));
        assertThat(api.get("/dev/x").status()).isEqualTo(answered);
    }

    @Test
    @Conformance("B11")
    @DisplayName("B11 HTTP with a default of 200 turns a 400 into 200, HTTP_PROXY does not")
    void customAndProxy() {
        ApiDraft api = new ApiDraft(aws)
                .custom("/custom", "GET", uri(), "")
                .response("/custom", "GET", 200, "{}", "{}")
                .proxy("/proxy", "GET", uri(), "")
                .deploy();
        backend.behave(Behaviours.status(400, "theirs"));
        assertThat(api.get("/dev/custom").status()).isEqualTo(200);
        assertThat(api.get("/dev/custom").bodyText()).isEqualTo("theirs");
        assertThat(api.get("/dev/proxy").status()).isEqualTo(400);
    }

    @Test
    @Conformance("B13")
    @DisplayName("B13 Without a template NEVER passes nothing")
    void neverPassesNothing() {
        ApiDraft api = custom(",`passthroughBehavior`:`NEVER`");
        int before = backend.count();
        assertError(
                api.send("POST", "/dev/x", "text", "Content-Type: text/plain"),
                415,
                "BadRequestException",
                UNSUPPORTED);
        assertThat(backend.count()).isEqualTo(before);
    }

    @Test
    @Conformance("B14")
    @DisplayName("B14 WHEN_NO_TEMPLATES passes nothing when there are templates for other types")
    void whenNoTemplates() {
        ApiDraft api =
                custom(",`passthroughBehavior`:`WHEN_NO_TEMPLATES`,`requestTemplates`:{`application/xml`:`<x/>`}");
        assertError(
                api.send("POST", "/dev/x", "{}", "Content-Type: application/json"),
                415,
                "BadRequestException",
                UNSUPPORTED);
        assertThat(api.send("POST", "/dev/x", "<a/>", "Content-Type: application/xml")
                        .status())
                .isEqualTo(200);
        assertThat(backend.requests().get(backend.count() - 1).bodyText()).isEqualTo("<x/>");
    }

    @Test
    @Conformance("B19")
    @DisplayName("B19 A stage variable within a uri")
    void aStageVariable() {
        ApiDraft api = new ApiDraft(aws)
                .proxy("/x", "GET", uri() + "?qs_key=${stageVariables.v}", "")
                .deploy(",`variables`:{`v`:`qs_value`}");
        assertThat(api.get("/dev/x").status()).isEqualTo(200);
        assertThat(backend.requests().get(backend.count() - 1).target()).isEqualTo("/?qs_key=qs_value");
    }

    /** An API that sends what {@code template} makes to a backend that sends it back. */
    private ApiDraft templated(String template) {
        backend.behave(Behaviours.echoBody());
        return new ApiDraft(aws)
                .custom("/x", "POST", uri(), ",`requestTemplates`:{`application/json`:" + text(template) + "}")
                .response("/x", "POST", 200, "{}", "{}")
                .deploy();
    }

    private ApiDraft custom(String more) {
        return new ApiDraft(aws)
                .custom("/x", "POST", uri(), more)
                .response("/x", "POST", 200, "{}", "{}")
                .deploy();
    }

    private String uri() {
        return "http://127.0.0.1:" + backend.port() + "/";
    }
}
