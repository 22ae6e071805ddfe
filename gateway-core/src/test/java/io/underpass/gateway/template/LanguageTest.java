package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language itself, as AWS speaks it (spec 5.3). */
class LanguageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            undefined                | $nobody ${nobody} $nobody.x           | $nobody ${nobody} $nobody.x
            undefined, quiet         | [$!nobody]                            | []
            set                      | #set($a = 1)$a ${a}b                  | 1 1b
            hyphen                   | #set($a-b = 1)$a-b                    | 1
            arithmetic               | #set($a = 7)#set($b = $a / 2 + 1)$b   | 4
            string and number        | #set($a = "x" + 1)$a                  | x1
            if                       | #if(1 > 2)a#elseif(2 > 1)b#else c#end | b
            empty string is true     | #set($a = "")#if($a)yes#end           | yes
            number as string         | #if("5" == 5)yes#end                  | yes
            and or not               | `#if(true && !false || false)yes#end` | yes
            foreach                  | #foreach($x in ["a","b"])$x$foreach.index$foreach.count#if($foreach.hasNext),#end#end | a01,b12
            velocityCount            | #foreach($x in ["a","b"])$velocityCount#end | 12
            nested foreach           | #foreach($x in [1..2])#foreach($y in [1..2])$foreach.parent.index$foreach.index #end#end | `00 01 10 11 `
            break                    | #foreach($x in [1..9])#if($x == 3)#break#end$x#end | 12
            stop                     | a#stop b                              | a
            comment                  | a#* b *#c                             | ac
            range down               | #foreach($x in [3..1])$x#end          | 321
            map in foreach           | #foreach($x in {"a":1,"b":2})$x#end   | 12
            keys                     | #set($m = {"a":1,"b":2})#foreach($k in $m.keySet())$k=$m.get($k);#end | a=1;b=2;
            entries                  | #set($m = {"a":1})#foreach($e in $m.entrySet())$e.key=$e.value $e.getKey()#end | a=1 a
            index                    | #set($m = {"a":1})$m["a"],#set($l = [5,6])$l[1],$l.get(0) | 1,6,5
            own list                 | #set($l = [1, "a"])$l                 | [1, a]
            string methods           | #set($s = "a-b")$s.length() $s.toUpperCase() $s.substring(1) $s.indexOf("b") $s.contains("-") | 3 A-B -b 2 true
            replaceAll               | #set($s = "it\\'s")$s.replaceAll("\\\\'", "'") | it's
            split                    | #set($s = "a,b,,")$s.split(",").size() $s.split(",")[1] | 2 b
            parse an int             | #set($i = 0)#set($n = $i.parseInt("12") + 1)$n | 13
            unknown directive        | #hello("x") #1                        | #hello("x") #1
            json schema              | {"$schema": "x", "cost": "$5"}        | {"$schema": "x", "cost": "$5"}
            define                   | #define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d | <1><2>
            unknown method           | #set($s = "a")[$s.nothing()]          | []
            """)
    void expressionsAndDirectives(String row, String template, String expected) {
        assertThat(Rendered.text(template)).as(row).isEqualTo(expected);
    }

    @Test
    void b09MapsTakeNewValues() {
        String template = """
                #set($map = {"key": "bar"})
                #set($void = $map.put("key2", "putBar"))
                #set($map["key3"] = {"nested": "nestedFoo"})
                #set($map.key4 = "dot")
                #set($ignored = $map.putAll({"key5": "all"}))
                {"value":"$map.key","value2":"$map.key2","value3":"$map.key3.nested"} $map.key4 $map.key5""";

        assertThat(Rendered.text(template))
                .isEqualTo("{\"value\":\"bar\",\"value2\":\"putBar\",\"value3\":\"nestedFoo\"} dot all");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name      | $stageVariables.name        | v1
            quoted    | $stageVariables['name']     | v1
            braces    | ${stageVariables.name}/x    | v1/x
            get       | $stageVariables.get('name') | v1
            missing   | [$stageVariables.other]     | []
            braces    | [${stageVariables.other}]   | []
            """)
    void stageVariables(String row, String template, String expected) {
        assertThat(Rendered.text(template, TemplateInput.of("").withStageVariables(Map.of("name", "v1"))))
                .as(row)
                .isEqualTo(expected);
    }

    @Test
    void linesOfDirectivesLeaveNoTrace() {
        assertThat(Rendered.text("a\n#set($x = 1)\nb\n#if($x == 1)\n  c\n#end\nd\n"))
                .isEqualTo("a\nb\n  c\nd\n");
    }

    /** AWS printed this space, and later versions of Velocity swallow it (aws-cdk, pull request 27219). */
    @Test
    void aSpaceBeforeEndIsPrinted() {
        assertThat(Rendered.text("#set($o = \"\")\n#if($o == \"\") #set($o = \"x\") #end\n#if($o == \"y\")\n  b\n#end"))
                .isEqualTo(" ");
    }

    /** The example of AWS's guide (mapping templates for REST APIs). */
    @Test
    void aListIsTransformed() {
        String template = """
                #set($inputRoot = $input.path('$'))
                [
                #foreach($elem in $inputRoot)
                  {
                    "description" : "Item $elem.id is a $elem.type.",
                    "askingPrice" : $elem.price
                  }#if($foreach.hasNext),#end

                #end
                ]""";

        assertThat(Rendered.text(
                        template,
                        "[{\"id\":1,\"type\":\"dog\",\"price\":249.99},{\"id\":2,\"type\":\"cat\",\"price\":0.5}]"))
                .isEqualToIgnoringWhitespace("[{\"description\":\"Item 1 is a dog.\",\"askingPrice\":249.99},"
                        + "{\"description\":\"Item 2 is a cat.\",\"askingPrice\":0.5}]");
    }
}
