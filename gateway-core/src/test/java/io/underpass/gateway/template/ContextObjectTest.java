package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $context} and the overrides that templates write into it (spec 1.7, 2.14, 5.1). */
class ContextObjectTest {

    private static final Map<String, Object> VARIABLES = Map.of(
            "requestId",
            "r-1",
            "requestTimeEpoch",
            1_700_000_000_000L,
            "identity",
            Map.of("sourceIp", "127.0.0.1"),
            "authorizer",
            Map.of("principalId", "me", "claims", Map.of("sub", "s-1")),
            "error",
            Map.of("messageString", "\"no\""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain              | $context.requestId                   | r-1
            number             | $context.requestTimeEpoch            | 1700000000000
            nested             | $context.identity.sourceIp           | 127.0.0.1
            authorizer         | $context.authorizer.principalId      | me
            claims             | $context.authorizer.claims.sub       | s-1
            index              | $context.authorizer.claims['sub']    | s-1
            error              | {"message":$context.error.messageString} | {"message":"no"}
            missing            | [$context.wafResponseCode]           | []
            missing, deeper    | [$context.identity.apiKey]           | []
            missing, deepest   | [$context.none.none.none]            | []
            keys               | #foreach($k in $context.identity.keySet())$k#end | sourceIp
            no override yet    | [$context.requestOverride.header.x][$context.responseOverride.status] | [][]
            """)
    void variables(String row, String template, String expected) {
        assertThat(Rendered.text(template, TemplateInput.of("").withContext(VARIABLES)))
                .as(row)
                .isEqualTo(expected);
    }

    @Test
    void variablesAreMadeOnlyIfWanted() {
        TemplateInput input = new TemplateInput(
                () -> "",
                TemplateParameters.NONE,
                () -> {
                    throw new IllegalStateException("not wanted");
                },
                Map.of(),
                Overrides.NONE);

        assertThat(Rendered.text("#set($context.responseOverride.status = 201)x", input))
                .isEqualTo("x");
    }

    @Test
    void requestsAreOverridden() {
        Overrides overrides = Rendered.overrides("""
                #set($context.requestOverride.path.proxy = "new/path")
                #set($context.requestOverride.querystring.q = 5)
                #set($context.requestOverride.header.X-Some-Name = "1")
                #set($context.requestOverride.header['X-Other'] = "2")
                #set($context.requestOverride.header.many = ["a", "b"])
                """);

        assertThat(overrides)
                .isEqualTo(new Overrides(
                        Map.of("proxy", "new/path"),
                        Map.of("q", List.of("5")),
                        Map.of("X-Some-Name", List.of("1"), "X-Other", List.of("2"), "many", List.of("a", "b")),
                        OptionalInt.empty(),
                        Map.of()));
    }

    @Test
    void responsesAreOverridden() {
        Overrides overrides = Rendered.overrides("""
                #set($context.responseOverride.status = 444)
                #set($context.responseOverride.header.Access-Control-Allow-Origin = "*")
                """);

        assertThat(overrides.status()).hasValue(444);
        assertThat(overrides.responseHeader()).isEqualTo(Map.of("Access-Control-Allow-Origin", List.of("*")));
    }

    @ParameterizedTest
    @CsvSource({"404, 404", "\"404\", 404", "99, -1", "600, -1", "\"teapot\", -1", "-200, -1", "200.5, -1"})
    void onlyAStatusOverridesTheStatus(String value, int expected) {
        OptionalInt status = Rendered.overrides("#set($context.responseOverride.status = " + value + ")")
                .status();

        assertThat(status.orElse(-1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requestOverride.path.x",
                "requestOverride.querystring.x",
                "requestOverride.header.x",
                "responseOverride.header.x",
                "responseOverride.status"
            })
    void aSecondOverrideOfTheSameFails(String name) {
        String template = "#set($context." + name + " = 200)#set($context." + name + " = 201)";

        assertThat(Rendered.failure(template)).contains("$context." + name + " is overridden twice");
    }

    @Test
    void overridesOfOtherNamesDoNotMeet() {
        assertThat(Rendered.overrides("#set($context.requestOverride.header.a = 1)"
                                + "#set($context.responseOverride.header.a = 2)")
                        .header())
                .isEqualTo(Map.of("a", List.of("1")));
    }

    @Test
    void aResponseTemplateReadsWhatTheRequestTemplateWrote() {
        Overrides earlier = Rendered.overrides(
                "#set($context.requestOverride.path.x = \"carried\")" + "#set($context.responseOverride.status = 444)");

        Rendering.Rendered later = Rendered.rendered(
                "$context.requestOverride.path.x $context.responseOverride.status",
                TemplateInput.of("").after(earlier));

        assertThat(later.text()).isEqualTo("carried 444");
        assertThat(later.overrides()).isEqualTo(earlier);
    }

    /** The template that the CDK writes for CORS. */
    @Test
    void theTemplateForCorsWorks() {
        String template = """
                #set($origin = $input.params().header.get("Origin"))
                #if($origin == "")
                  #set($origin = $input.params().header.get("origin"))
                #end
                #if($origin == "https://a.example" || $origin.matches("https://.*"))
                  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
                #end""";
        TemplateParameters parameters =
                TemplateParameters.of(Map.of(), Map.of(), Map.of("origin", "https://b.example"));

        Rendering.Rendered rendered =
                Rendered.rendered(template, TemplateInput.of("").withParameters(parameters));

        assertThat(rendered.text()).isBlank();
        assertThat(rendered.overrides().responseHeader())
                .isEqualTo(Map.of("Access-Control-Allow-Origin", List.of("https://b.example")));
    }
}
