package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates that would run for ever or take all memory end within their limits. */
class LimitsTest {

    private static final TemplateLimits SHORT = TemplateLimits.DEFAULT.within(Duration.ofMillis(300));

    /** So much time that something else runs out first. */
    private static final TemplateLimits NARROW =
            new TemplateLimits(Duration.ofMinutes(2), 1_000_000, 2_000_000, 100_000);

    private static final String LOOPS = "#foreach($a in $r)#foreach($b in $r)#foreach($c in $r)#foreach($d in $r)";
    private static final String ENDS = "#end#end#end#end";

    /** What is done for the first time takes longer. */
    @BeforeAll
    static void warmUp() {
        Rendered.text("#foreach($x in [1..2])#set($s = \"$x\")#if($s.matches(\"a\"))#end#end$input.json('$.a')");
    }

    /** {@code ~} stands for four loops of a thousand rounds, {@code %} for their ends. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            empty loops            | ~%                                                | not done after 300 ms
            loops that compare     | ~#if($a == $d)#end% | not done after 300 ms
            loops that print       | ~print% | output is larger than 1000000 bytes
            loops in a string      | #set($s = "~print%")                             | strings of more than
            loops in a definition  | #define($x)~print%#end#set($s = "$x")            | strings of more than
            loops that concatenate | #set($s = "x")~#set($s = $s + $s)% | strings of more than
            loops that interpolate | #set($s = "x")~#set($s = "$s$s")% | strings of more than
            loops that concat      | #set($s = "x")~#set($s = $s.concat($s))% | strings of more than
            loops that replace     | #set($s = "x")~#set($s = $s.replace("x", "xxxx"))% | strings of more than
            loops that replaceAll  | #set($s = "x")~#set($s = $s.replaceAll("x", "xxxx"))% | strings of more than
            loops that encode      | #set($s = "xxx")~#set($s = $util.base64Encode($s))% | strings of more than
            loops that escape      | #set($s = "'")~#set($s = $util.escapeJavaScript($s))% | strings of more than
            lists that grow        | #set($l = [])~#set($v = $l.add(1))% | more than 100000 values
            lists that double      | #set($l = [1])~#set($v = $l.addAll($l))% | more than 100000 values
            maps that grow         | #set($m = {})~#set($v = $m.put("$a$b$c$d", 1))% | more than 100000 values
            ranges                 | #set($l = [1..2000000000])                        | more than 100000 values
            numbers that square    | #set($n = 9)~#set($n = $n * $n)% | has more than 4096 bits
            catastrophic regex     | `#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")$s.matches("(a|aa)+c\\1")` | not done after 300 ms
            regex in a split       | `#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")$s.split("(a|aa)+c\\1")` | not done after 300 ms
            a list in itself       | #set($l = [1])#set($v = $l.add($l))$l             | nested in itself
            a map in itself        | #set($m = {"a": 1})#set($m.a = $m)$m              | nested in itself
            entry of such a map    | #set($m = {"a": 1})#set($m.a = $m)#foreach($e in $m.entrySet())$e#end | nested in itself
            such lists compared    | #set($l = [1])#set($v = $l.add($l))#set($k = [1])#set($v = $k.add($k))#if($l == $k)#end | nested in itself
            a list as a key        | #set($m = {})#set($l = [1])#set($v = $m.put($l, 1)) | as the key of a map
            huge decimal           | #set($x = "1e999999999" * 1)$x#set($x = $x + 1)$x | ANY
            """)
    void ends(String row, String template, String reason) {
        String source = "#set($r = [1..1000])" + template.replace("~", LOOPS).replace("%", ENDS);

        long from = System.nanoTime();
        Rendering rendering =
                Rendered.template(source).render(TemplateInput.of(""), reason.endsWith(" ms") ? SHORT : NARROW);
        long took = System.nanoTime() - from;

        assertThat(Duration.ofNanos(took)).as(row).isLessThan(Duration.ofMinutes(1));
        if (!"ANY".equals(reason)) {
            assertThat(rendering)
                    .as(row)
                    .isInstanceOfSatisfying(
                            Rendering.Failed.class,
                            failed -> assertThat(failed.reason()).contains(reason));
        }
    }

    @Test
    void aLoopEndsAfterAThousandRounds() {
        assertThat(Rendered.text("#foreach($x in [1..2000])#set($last = $x)#end$last"))
                .isEqualTo("1000");
    }

    @Test
    void listsOfListsThatShareTheirPartsEnd() {
        String source = "#set($l = [1])#set($k = [1])"
                + "#foreach($x in [1..100])#set($l = [$l, $l])#set($k = [$k, $k])#end"
                + "#if($l == $k)#end";

        assertThat(Rendered.failure(source, TemplateInput.of(""), SHORT)).contains("not done after 300 ms");
    }

    /** Single calls may take long, of large bodies for example. */
    @Test
    void eachCallLooksAtTheTime() {
        TemplateInput input = new TemplateInput(
                () -> {
                    Thread.currentThread().interrupt();
                    return "{}";
                },
                TemplateParameters.NONE,
                Map::of,
                Map.of(),
                Overrides.NONE);
        try {
            assertThat(Rendered.failure("#set($n = $input.body.length())", input, Rendered.PATIENT))
                    .contains("not done after");
        } finally {
            Thread.interrupted();
        }
    }

    /** One call, without a single value found, that would take hours. */
    @Test
    void aPathThatGoesThroughTheBodyAgainAndAgainEnds() {
        String body = "[".repeat(300) + "]".repeat(300);

        assertThat(Rendered.failure("$input.path('$..[*]..[*]..[*]..[*]..zz')", TemplateInput.of(body), SHORT))
                .contains("not done after 300 ms");
    }

    @Test
    void bodiesWithTooManyValuesEnd() {
        String body = "[" + "0,".repeat(2_000_001) + "0]";

        assertThat(Rendered.failure("$input.path('$[0]')", TemplateInput.of(body), Rendered.PATIENT))
                .contains("more than 2000000 values");
    }

    @Test
    void deepBodiesAreTextLikeAllThatIsNotJson() {
        String body = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(Rendered.text("$input.path('$').length()", body)).isEqualTo("200000");
    }

    @Test
    void largeBodiesPass() {
        String body = "\"" + "x".repeat(10 * 1024 * 1024 - 2) + "\"";

        assertThat(Rendered.text("$input.body", body)).hasSameSizeAs(body);
        assertThat(Rendered.failure("$input.body.", TemplateInput.of(body), Rendered.PATIENT))
                .contains("output is larger");
    }

    @Test
    void outputIsCountedInBytes() {
        TemplateLimits small = new TemplateLimits(Duration.ofMinutes(2), 10, 1000, 1000);

        assertThat(Rendered.template("€€€").render(TemplateInput.of(""), small)).isInstanceOf(Rendering.Rendered.class);
        assertThat(Rendered.template("€€€€").render(TemplateInput.of(""), small))
                .isInstanceOf(Rendering.Failed.class);
    }

    @Test
    void definitionsThatCallThemselvesEnd() {
        assertThat(Rendered.text("#define($x)a$x#end$x")).startsWith("a");
    }
}
