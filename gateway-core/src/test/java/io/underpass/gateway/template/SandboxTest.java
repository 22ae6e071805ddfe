package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known ways out of Velocity, none of which may lead anywhere. */
class SandboxTest {

    private static final TemplateInput INPUT = TemplateInput.of("{\"a\":\"b\",\"l\":[1]}")
            .withContext(Map.of("identity", Map.of("sourceIp", "127.0.0.1")))
            .withStageVariables(Map.of("v", "1"));

    private static final String SETUP = "#set($s = \"\")#set($n = 1)#set($b = true)#set($l = [1])#set($m = {\"k\": 1})";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$s.class",
                "$s.getClass()",
                "$s.getClass().getName()",
                "$s.class.forName('java.lang.Runtime').getRuntime().availableProcessors()",
                "$s.getClass().forName('java.lang.Runtime').getMethod('getRuntime', null).invoke(null, null)",
                "$s.class.classLoader",
                "$s.getClass().getClassLoader().loadClass('java.lang.System')",
                "$s.getClass().getProtectionDomain()",
                "$s.getClass().getModule()",
                "$input.class",
                "$input.getClass()",
                "$input.class.classLoader",
                "$util.class",
                "$util.getClass().getDeclaredFields()",
                "$context.class",
                "$context.getClass()",
                "$context.requestOverride.class",
                "$context.requestOverride.header.getClass()",
                "$stageVariables.getClass()",
                "$foreach.class",
                "$n.class",
                "$n.getClass()",
                "$b.class",
                "$l.class",
                "$l.getClass()",
                "$l.iterator().class",
                "$m.getClass()",
                "$m.entrySet().iterator().next().getClass()",
                "$m.entrySet().getClass()",
                "$s.toCharArray().class",
                "$input.path('$').getClass()",
                "$input.path('$.l').class.forName('java.lang.Runtime')",
                "$input.params().getClass()",
                "$s.wait(1)",
                "$s.notify()",
            })
    void whatReachesForJavaFails(String payload) {
        assertThat(failure(SETUP + "#foreach($x in [1])[" + payload + "]#end")).contains("may not reach for .");
        assertThat(failure(SETUP + "#foreach($x in [1])#if(" + payload + ")x#end#end"))
                .contains("may not reach for .");
        assertThat(failure(SETUP + "#foreach($x in [1])#set($y = " + payload + ")#end"))
                .contains("may not reach for .");
    }

    private static String failure(String template) {
        return Rendered.failure(template, INPUT, Rendered.PATIENT);
    }

    @Test
    void aKeyMayBeCalledClass() {
        TemplateInput school = TemplateInput.of("{\"class\":\"7b\"}");
        assertThat(Rendered.text("$input.path('$').class $input.path('$').get('class') $input.path('$.class')", school))
                .isEqualTo("7b 7b 7b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$stageVariables.class",
                "$m.class",
                "$l['class']",
                "$s['class']",
                "$input.path('$').class",
                "$s.chars()",
                "$s.getBytes()",
                "$s.format('%s', 1)",
                "$s.repeat(5)",
                "$s.describeConstable()",
                "$s.transform($s)",
                "$l.stream()",
                "$l.parallelStream()",
                "$l.forEach($s)",
                "$m.computeIfAbsent('x', $s)",
                "$n.getInteger('java.version')",
                "$n.decode('1')",
                "$request",
                "$session",
                "$application",
                "$rt",
                "$runtime",
                "$velocityContext",
                "$class",
                "$class.inspect('java.lang.Runtime').type.getRuntime().exec('id')",
                "$esc",
                "$field.in('java.lang.Runtime')",
            })
    void leadsNowhere(String payload) {
        // A variable that nobody has set prints itself, everything else prints nothing.
        String printed = Rendered.text(SETUP + "#foreach($x in [1])[" + payload + "]#end", INPUT);

        assertThat(printed).isIn("[]", "[" + payload + "]");
        assertThat(Rendered.text(SETUP + "#foreach($x in [1])#if(" + payload + ")reached#end#end", INPUT))
                .isEmpty();
        assertThat(Rendered.text(SETUP + "#foreach($x in [1])#set($y = " + payload + ")#if($y)reached#end#end", INPUT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#include(\"/etc/passwd\")",
                "#parse(\"/etc/passwd\")",
                "#evaluate(\"$x\")",
                "#macro(m)x#end#m()",
                "a\n#if(true)#foreach($x in [1])#parse(\"x\")#end#end",
                "#set($s = \"#parse('x')\")$s",
                "#define($d)#include(\"x\")#end",
            })
    void directivesThatReachOutsideDoNotParse(String source) {
        assertThat(MappingTemplate.parse("test", source))
                .isInstanceOfSatisfying(
                        UnparsableTemplate.class,
                        unparsable ->
                                assertThat(unparsable.reason()).contains("is not available in mapping templates"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#set($context.requestId = 'x')$!context.requestId",
                "#set($context.identity.sourceIp = 'x')#if($context.identity.sourceIp == 'x')changed#end",
                "#set($stageVariables.v = 'x')#if($stageVariables.v == 'x')changed#end",
                "#set($input.body = 'x')#if($input.body == 'x')changed#end",
                "#set($util.x = 'x')$!util.x",
                "#set($context.requestOverride = 'x')#if($context.requestOverride == 'x')changed#end",
                "#set($context.requestOverride.body = 'x')$!context.requestOverride.body",
            })
    void whatBelongsToTheRequestStaysAsItIs(String template) {
        assertThat(Rendered.text(template, INPUT)).isEmpty();
    }
}
