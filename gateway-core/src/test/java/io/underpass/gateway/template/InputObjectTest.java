package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code $input} gives (spec 5.2). */
class InputObjectTest {

    /** Templates here may not hold a comma with a space, hence the bar. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            B01 empty body               | ``                        | $input.body                            | {}
            body as it is                | `{"a": 1}`                | $input.body                            | {"a": 1}
            below the body               | `{"a": 1}`                | [$input.body.anything]                 | []
            below the body, encoded      | `{"a": 1}`                | [$util.urlEncode($input.body.testBody)] | []
            below the body, set          | `{"a": 1}`                | #set($r = $input.body.testBody)[$r]    | []
            B03 map                      | `{"json":{"foo":"bar"}}`  | $input.path("$.json")                  | {foo=bar}
            B03 list                     | `{"json":[{"foo":"bar"}]}` | $input.path("$.json")                 | [{"foo":"bar"}]
            map with list                | `{"foo":[{"nested":"bar"}]}` | $input.path('$')                    | {foo=[{"nested":"bar"}]}
            several keys                 | `{"a":"b","c":"d"}`       | $input.path('$')                       | {a=b, c=d}
            map in map                   | `{"a":{"b":{"c":1}}}`     | $input.path('$')                       | {a={b={c=1}}}
            string                       | `{"a":"x \\"y\\""}`         | $input.path('$.a')                     | x "y"
            missing                      | `{"a":1}`                 | [$input.path('$.b')]                   | []
            null                         | `{"a":null}`              | [$input.path('$.a')]                   | []
            missing is null              | `{"a":1}`                 | #if($input.path('$.b') == $null)yes#end | yes
            missing is empty             | `{"a":1}`                 | #if($input.path('$.b') == "")yes#end   | yes
            null is null                 | `{"a":null}`              | #if($input.path('$.a') == $null)yes#end | yes
            null is empty                | `{"a":null}`              | #if($input.path('$.a') == "")yes#end   | yes
            empty list                   | `{"a":[]}`                | $input.path('$.a')                     | []
            empty list is not null       | `{"a":[]}`                | #if($input.path('$.a') != $null)yes#end | yes
            empty list is not empty      | `{"a":[]}`                | #if($input.path('$.a') != "")yes#end   | yes
            below an empty list          | `{"list":[]}`             | [$input.path('$.list').nested]         | []
            missing property             | `{"a":1}`                 | #set($root = $input.path('$'))[$root.b] | []
            missing is false             | `{"a":1}`                 | #if($input.path('$.b'))yes#else no#end | ` no`
            all                          | `{"a": [1, 2.5, true]}`   | $input.json('$')                       | {"a":[1,2.5,true]}
            json of a string             | `{"a":"b"}`               | $input.json('$.a')                     | "b"
            json of a number             | `{"a":3}`                 | $input.json('$.a')                     | 3
            json of what is missing      | `{"a":"b"}`               | $input.json('$.x')                     | ""
            json of an empty body        | ``                        | $input.json('$')                       | {}
            json of text                 | a=b&c=d                   | $input.json('$')                       | "a=b&c=d"
            path of text                 | a=b&c=d                   | $input.path('$')                       | a=b&c=d
            path in text                 | a=b&c=d                   | [$input.path('$.a')]                   | []
            without a dollar             | `{"a":{"b":1}}`           | $input.path('a.b')                     | 1
            wildcard                     | `{"a":[{"b":1},{"b":2}]}` | $input.path('$.a[*].b')                | [1,2]
            deep                         | `{"a":{"b":{"c":7}}}`     | $input.path('$..c')                    | [7]
            filter                       | `{"a":[{"b":1},{"b":2}]}` | $input.json('$.a[?(@.b > 1)]')         | [{"b":2}]
            function                     | `{"a":[1,2,3]}`           | $input.path('$.a.length()')            | 3
            index                        | `{"a":["x","y"]}`         | $input.path('$.a')[1]                  | y
            size                         | `{"a":["x","y"]}`         | $input.path('$.a').size()              | 2
            what there is not            | `{"a":1}`                 | [$input.nothing][$input.nothing()]     | [][]
            """)
    void observedAndDocumented(String row, String body, String template, String expected) {
        assertThat(Rendered.text(template, body)).as(row).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            path first         | $input.params('id')                         | from-path
            then query         | $input.params('page')                       | 7
            then header        | $input.params('X-One')                      | first
            absent             | [$input.params('none')]                     | []
            absent is empty    | #if($input.params('none') == "")yes#end     | yes
            one place          | $input.params('header').get('X-One')        | first
            all places         | $input.params().header.get('X-One')         | first
            all places, method | $input.params().get('header').get('X-One')  | first
            as property        | $input.params().querystring.page            | 7
            with a hyphen      | $input.params().header.X-One                | first
            case counts        | [$input.params('x-one')]                    | []
            absent in a place  | [$input.params().header.get('None')]        | []
            absent equals ""   | #if($input.params().header.get("None") == "")yes#end | yes
            place as a map     | $input.params().path                        | {id=from-path}
            """)
    void parametersComeFromPathQueryAndHeader(String row, String template, String expected) {
        TemplateParameters parameters = TemplateParameters.of(
                Map.of("id", "from-path"),
                ordered("id", "from-query", "page", "7"),
                ordered("id", "from-header", "page", "8", "X-One", "first"));

        assertThat(Rendered.text(template, TemplateInput.of("").withParameters(parameters)))
                .as(row)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Server", "TE", "Upgrade", "te", "Content-Length", "Connection", "WWW-Authenticate"})
    void h14HeadersThatTemplatesDoNotSee(String name) {
        TemplateParameters parameters = TemplateParameters.of(Map.of(), Map.of(), Map.of(name, "sent"));

        assertThat(Rendered.text(
                        "[$input.params('" + name + "')]", TemplateInput.of("").withParameters(parameters)))
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"User-Agent", "Via", "Content-Encoding", "Host", "Authorization"})
    void h14HeadersThatTemplatesSee(String name) {
        TemplateParameters parameters = TemplateParameters.of(Map.of(), Map.of(), Map.of(name, "sent"));

        assertThat(Rendered.text(
                        "$input.params('" + name + "')", TemplateInput.of("").withParameters(parameters)))
                .isEqualTo("sent");
    }

    @Test
    void parametersCannotBeChanged() {
        TemplateParameters parameters = TemplateParameters.of(Map.of("id", "1"), Map.of(), Map.of());

        assertThat(Rendered.text(
                        "#set($void = $input.params('path').put('id', '2'))$input.params('id')",
                        TemplateInput.of("").withParameters(parameters)))
                .isEqualTo("1");
    }

    @Test
    void pathsThatAreNoneFailTheRendering() {
        assertThat(Rendered.failure("$input.path('$.[')")).contains("is not a JSONPath");
    }

    @Test
    void oneTemplateServesManyBodies() {
        MappingTemplate template = Rendered.template("$input.path('$.a') $input.json('$.a.length()')");

        assertThat(template.render(TemplateInput.of("{\"a\":[1]}"), Rendered.PATIENT))
                .isEqualTo(new Rendering.Rendered("[1] 1", Overrides.NONE));
        assertThat(template.render(TemplateInput.of("{\"a\":[1,2]}"), Rendered.PATIENT))
                .isEqualTo(new Rendering.Rendered("[1,2] 2", Overrides.NONE));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
