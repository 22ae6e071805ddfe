package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnparsableTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            set without a value   | `{\\n  #set($a = )\\n}`               | 2 | 13
            if without an end     | `#if($a)\\n  b`                      | 2 | 4
            foreach without in    | `a\\nb\\n  #foreach($a $b)#end`       | 3 | 11
            string without an end | `a\\n$a.b("c`                         | 2 | 9
            refused directive     | `a\\n  #parse("x")`                  | 2 | 3
            """)
    void saysWhere(String row, String source, int line, int column) {
        ParsedTemplate parsed = MappingTemplate.parse("application/json", source.replace("\\n", "\n"));

        assertThat(parsed).as(row).isInstanceOfSatisfying(UnparsableTemplate.class, unparsable -> {
            assertThat(unparsable.line()).as(unparsable.problem()).isEqualTo(line);
            assertThat(unparsable.column()).as(unparsable.problem()).isEqualTo(column);
            assertThat(unparsable.reason())
                    .startsWith("the template application/json (line " + line + ", column " + column
                            + ") cannot be parsed: ")
                    .doesNotContain("\n");
        });
    }

    @Test
    void templatesAreNotLargerThanAwsAllows() {
        assertThat(MappingTemplate.parse("test", "x".repeat(300 * 1024))).isInstanceOf(MappingTemplate.class);
        assertThat(MappingTemplate.parse("test", "x".repeat(300 * 1024 + 1)))
                .isEqualTo(new UnparsableTemplate("test", 0, 0, "it is larger than 300 KB"));
    }

    @Test
    void deepNestingIsRefused() {
        String source = "#set($a = " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + ")";

        assertThat(MappingTemplate.parse("test", source)).isInstanceOf(UnparsableTemplate.class);
    }

    @Test
    void whatFailedToParseDoesNotSpoilTheNext() {
        assertThat(MappingTemplate.parse("test", "#if(")).isInstanceOf(UnparsableTemplate.class);

        assertThat(Rendered.text("#if(true)fine#end")).isEqualTo("fine");
    }
}
