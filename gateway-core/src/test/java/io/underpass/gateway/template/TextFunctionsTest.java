package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code $util} does (spec 5.3). */
class TextFunctionsTest {

    private static final String BODY =
            "{\"text\":\"it's \\\"a/b\\\"\\n\u00e9\",\"json\":\"{\\\"a\\\":[1,{\\\"b\\\":2}]}\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            escape           | $util.escapeJavaScript($input.path('$.text')) | `it\\'s \\"a\\/b\\"\\n\\u00E9`
            escape, replaced | $util.escapeJavaScript("it's").replaceAll("\\\\'", "'") | it's
            escape JSON      | $util.escapeJavaScript($input.json('$.json').substring(0, 4)) | `\\"{\\\\\\"`
            escape nothing   | [$util.escapeJavaScript($input.path('$.none'))] | []
            escape a number  | $util.escapeJavaScript(5) | 5
            parse            | #set($j = $util.parseJson($input.path('$.json')))$j.a[1].b $j.a $j | `2 [1,{"b":2}] {a=[1,{"b":2}]}`
            parse a list     | $util.parseJson('[1,2,3]')[0] | 1
            parse a string   | $util.parseJson('"x"') | x
            parse a number   | #if($util.parseJson('1') == 1)yes#end | yes
            parse a boolean  | #if($util.parseJson('true'))yes#end | yes
            urlEncode        | $util.urlEncode('{"some": "value"}') | %7B%22some%22%3A+%22value%22%7D
            urlEncode        | $util.urlEncode('x=a+b') | x%3Da%2Bb
            urlDecode        | $util.urlDecode('x=a+b%20c') | x=a b c
            base64Encode     | $util.base64Encode('Grüße') | R3LDvMOfZQ==
            base64Decode     | $util.base64Decode('R3LDvMOfZQ==') | Grüße
            not AWS's        | [$util.toJson($input.path('$'))][$util.nothing] | [][]
            """)
    void documentedAndObserved(String row, String template, String expected) {
        assertThat(Rendered.text(template, BODY)).as(row).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $util.parseJson('{"a":')    | $util.parseJson was given what is not JSON
            $util.urlDecode('%zz')      | $util.urlDecode was given what is not encoded
            """)
    void whatCannotBeDecodedFails(String template, String reason) {
        assertThat(Rendered.failure(template)).contains(reason);
    }
}
