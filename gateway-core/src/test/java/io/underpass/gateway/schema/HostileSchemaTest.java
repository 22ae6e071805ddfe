package io.underpass.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas and bodies that ask for more than they may have. */
@Timeout(120)
class HostileSchemaTest {

    private static final Duration BUDGET = Duration.ofMillis(300);

    @Test
    void aPatternThatBacktracksForEverIsGivenUp() {
        assertSpent(check("{'pattern':'^(a+)+\\\\1$'}", '"' + "a".repeat(60) + "!\""), "its time is over");
        assertSpent(
                check("{'patternProperties':{'^(a+)+\\\\1$':{}}}", "{\"" + "a".repeat(60) + "!\":1}"),
                "its time is over");
    }

    @Test
    void aPatternThatRecursesTooDeeplyIsGivenUp() {
        assertThat(check("{'pattern':'^(a|b)*$'}", '"' + "ab".repeat(200_000) + '"'))
                .isInstanceOf(SchemaVerdict.Undecided.class);
    }

    @Test
    void choicesWithinChoicesAreGivenUp() {
        StringBuilder schema = new StringBuilder("{'anyOf':[{'$ref':'#/definitions/d0'}],'definitions':{");
        for (int i = 0; i < 60; i++) {
            String next = "{'$ref':'#/definitions/d" + (i + 1) + "'}";
            schema.append("'d" + i + "':{'anyOf':[" + next + ',' + next + "]},");
        }
        assertSpent(check(schema + "'d60':{'type':'string'}}}", "1"), "its time is over");
    }

    @Test
    void aSchemaThatAsksForItselfIsGivenUp() {
        assertSpent(check("{'allOf':[{'$ref':'#'}]}", "1"), "it goes more than 400 levels deep");
        assertSpent(
                check("{'not':{'$ref':'#/definitions/a'},'definitions':{'a':{'not':{'$ref':'#'}}}}", "1"),
                "it goes more than 400 levels deep");
    }

    @Test
    void aLongChainOfReferencesIsFollowed() {
        StringBuilder schema = new StringBuilder("{'$ref':'#/definitions/d0','definitions':{");
        for (int i = 0; i < 20_000; i++) {
            schema.append("'d" + i + "':{'$ref':'#/definitions/d" + (i + 1) + "'},");
        }
        assertThat(check(schema + "'d20000':{'type':'string'}}}", "1")).isInstanceOf(SchemaVerdict.Invalid.class);
    }

    @Test
    void aDeepBodyIsGivenUpAndADeeperOneIsNoJson() {
        String list = "{'type':'array','items':{'$ref':'#'}}";
        assertSpent(check(list, "[".repeat(500) + "]".repeat(500)), "it goes more than 400 levels deep");
        assertThat(check(list, "[".repeat(100_000))).isInstanceOf(SchemaVerdict.Invalid.class);
    }

    @Test
    void aNumberWithAHugeExponentCostsNothing() {
        assertThat(check("{'multipleOf':3}", "1e999999999")).isInstanceOf(SchemaVerdict.Invalid.class);
        assertThat(check("{'multipleOf':4}", "1e999999999")).isEqualTo(SchemaVerdict.VALID);
        assertThat(check("{'multipleOf':7}", "1e-999999999")).isInstanceOf(SchemaVerdict.Invalid.class);
        assertThat(check("{'maximum':1,'minimum':-1}", "1e-999999999")).isEqualTo(SchemaVerdict.VALID);
        assertThat(check("{'uniqueItems':true,'enum':[[1]]}", "[1e999999999,1e999999998]"))
                .isInstanceOf(SchemaVerdict.Invalid.class);
    }

    @Test
    void manyItemsOfOneHashAreGivenUp() {
        StringBuilder items = new StringBuilder("[\"\"");
        for (int i = 0; i < 1 << 16; i++) {
            items.append(",\"");
            for (int bit = 0; bit < 16; bit++) {
                items.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            items.append('"');
        }
        assertSpent(check("{'uniqueItems':true}", items + "]"), "its time is over");
    }

    /** A large object may be gone through many times: each property counts. */
    @Test
    void propertiesThatNoSchemaCoversCountToo() {
        StringBuilder body = new StringBuilder("{\"p\":1");
        for (int i = 0; i < 2000; i++) {
            body.append(",\"p").append(i).append("\":1");
        }
        Thread.currentThread().interrupt();
        try {
            assertSpent(check("{'properties':{'a':{}}}", body + "}"), "its time is over");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void errorsQuoteNoMoreThanAnybodyReads() {
        SchemaVerdict verdict = check("{'maxLength':1}", '"' + "x".repeat(1_000_000) + '"');
        assertThat(((SchemaVerdict.Invalid) verdict).errors()).hasSizeLessThan(20_000);
    }

    private static SchemaVerdict check(String schema, String body) {
        return ModelSchemas.of("api1", Map.of("M", schema.replace('\'', '"')))
                .compile("M")
                .within(BUDGET)
                .check(body);
    }

    private static void assertSpent(SchemaVerdict verdict, String reason) {
        assertThat(verdict)
                .isEqualTo(new SchemaVerdict.Undecided("the schema of model 'M' can judge nothing: " + reason));
    }
}
