package io.underpass.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bodies are told, word for word. Single quotes in schemas and bodies stand for double ones, in errors too. */
class ModelSchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'object','required':['bar'],'properties':{'bar':{}},'additionalProperties':false} | {'foo':1} | [object has missing required properties (['bar']), object instance has properties which are not allowed by the schema: ['foo']]",
                "{'required':['b','c','a']} | {'c':1} | [object has missing required properties (['a','b'])]",
                "{'additionalProperties':false,'patternProperties':{'^x-':{}}} | {'b':1,'x-a':1,'a':2} | [object instance has properties which are not allowed by the schema: ['a','b']]",
                "{'type':'object'} | [] | [instance type (array) does not match any allowed primitive type (allowed: ['object'])]",
                "{'type':['string','null']} | 1 | [instance type (integer) does not match any allowed primitive type (allowed: ['null','string'])]",
                "{'type':'number'} | 'x' | [instance type (string) does not match any allowed primitive type (allowed: ['integer','number'])]",
                "{'type':'integer'} | 1.0 | [instance type (number) does not match any allowed primitive type (allowed: ['integer'])]",
                "{'type':'boolean'} | null | [instance type (null) does not match any allowed primitive type (allowed: ['boolean'])]",
                "{'enum':['dog',1]} | 'cat' | [instance value ('cat') not found in enum (possible values: ['dog',1])]",
                "{'minLength':3} | 'ab' | [string 'ab' is too short (length: 2, required minimum: 3)]",
                "{'maxLength':1} | 'ab' | [string 'ab' is too long (length: 2, maximum allowed: 1)]",
                "{'minimum':5} | 4.5 | [numeric instance is lower than the required minimum (minimum: 5, found: 4.5)]",
                "{'minimum':5,'exclusiveMinimum':true} | 5 | [numeric instance is not strictly greater than the required minimum 5]",
                "{'maximum':5} | 97 | [numeric instance is greater than the required maximum (maximum: 5, found: 97)]",
                "{'maximum':5,'exclusiveMaximum':true} | 5.0 | [numeric instance is not strictly lower than the required maximum 5]",
                "{'multipleOf':0.5} | 1.2 | [remainder of division is not zero (1.2 / 0.5)]",
                "{'pattern':'^a+$'} | 'ab' | [ECMA 262 regex '^a+$' does not match input string 'ab']",
                "{'minItems':2} | [1] | [array is too short: must have at least 2 elements but instance has 1 elements]",
                "{'maxItems':1} | [1,2] | [array is too long: must have at most 1 elements but instance has 2 elements]",
                "{'items':[{}],'additionalItems':false} | [1,2] | [schema only allows 1 elements in array but instance has 2 elements]",
                "{'uniqueItems':true} | [1,{'a':[2]},1.0] | [array must not contain duplicate elements]",
                "{'uniqueItems':true} | [{'a':1,'b':2},{'b':2,'a':1}] | [array must not contain duplicate elements]",
                "{'minProperties':2} | {'a':1} | [object has too few properties (found 1 but schema requires at least 2)]",
                "{'maxProperties':1} | {'a':1,'b':1} | [object has too many properties (found 2 but schema requires at most 1)]",
                "{'dependencies':{'a':['b','c']}} | {'a':1,'c':1} | [property 'a' of object has missing property dependencies (schema requires ['b','c']; missing: ['b'])]",
                "{'dependencies':{'a':{'required':['b']}}} | {'a':1} | [object has missing required properties (['b'])]",
                "{'anyOf':[{'type':'string'},{'minimum':5}]} | 1 | [instance failed to match at least one required schema among 2]",
                "{'allOf':[{'type':'integer'},{'minimum':5}]} | 1 | [instance failed to match all required schemas (matched only 1 out of 2)]",
                "{'oneOf':[{'type':'integer'},{'minimum':0}]} | 1 | [instance failed to match exactly one schema (matched 2 out of 2)]",
                "{'not':{'type':'integer'}} | 1 | [instance matched a schema which it should not have]",
                "{'format':'email'} | 'nobody' | [string 'nobody' is not a valid email address]",
                "{'format':'ipv4'} | '1.2.3.256' | [string '1.2.3.256' is not a valid IPv4 address]",
                "{'format':'ipv6'} | '1::2::3' | [string '1::2::3' is not a valid IPv6 address]",
                "{'format':'uri'} | 'a b' | [string 'a b' is not a valid URI]",
                "{'format':'hostname'} | '-x' | [string '-x' is not a valid hostname]",
            })
    void whatDoesNotFitIsSaidInAwsWords(String schema, String body, String errors) {
        assertThat(check(schema, body)).isEqualTo(invalid(errors));
    }

    @Test
    void aTimeThatIsNoneNamesTheForms() {
        assertThat(check("{'format':'date-time'}", "'2026-01-02'"))
                .isEqualTo(
                        new SchemaVerdict.Invalid("[string \"2026-01-02\" is invalid against requested date format(s)"
                                + " [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | [1,'x',null]",
                "{'type':'number'} | 1",
                "{'type':'integer'} | -12345678901234567890",
                "{'enum':[1,{'a':[1]}]} | {'a':[1.0]}",
                "{'minLength':1,'maxLength':1} | '😀'",
                "{'required':['a'],'minProperties':3} | 'not an object'",
                "{'pattern':'b'} | 'abc'",
                "{'pattern':'^[[&]$'} | '['",
                "{'format':'date-time'} | '2026-01-02T03:04:05.678Z'",
                "{'format':'email'} | 'a.b+c@d.example'",
                "{'format':'ipv6'} | '::1'",
                "{'format':'nobody-knows'} | 'x'",
                "{'multipleOf':0.01} | 19.99",
                "{'multipleOf':3} | 1.5e1",
                "{'items':[{'type':'string'}],'additionalItems':{'type':'integer'}} | ['a',1,2]",
                "{'oneOf':[{'type':'string'},{'type':'integer'}]} | 1",
                "{'dependencies':{'a':['b']}} | {'c':1}",
            })
    void whatFitsPasses(String schema, String body) {
        assertThat(check(schema, body)).isEqualTo(SchemaVerdict.VALID);
    }

    @Test
    void partsAreLookedAtOnceTheWholeIsInOrder() {
        String schema = "{'required':['z'],'properties':{'a':{'type':'string'},'b':{'type':'string'}}}";

        assertThat(check(schema, "{'a':1,'b':2}"))
                .isEqualTo(invalid("[object has missing required properties (['z'])]"));
        assertThat(check(schema, "{'z':1,'b':2,'a':{}}"))
                .isEqualTo(
                        invalid(
                                "[instance type (object) does not match any allowed primitive type (allowed: ['string']),"
                                        + " instance type (integer) does not match any allowed primitive type (allowed: ['string'])]"));
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() {
        assertThat(check("{'type':'object'}", "")).isEqualTo(SchemaVerdict.VALID);
        assertThat(check("{'required':['a']}", " "))
                .isEqualTo(invalid("[object has missing required properties (['a'])]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"hello", "{", "{} {}", "{'a':01}", "[1,]", "NaN"})
    void whatIsNoJsonIsInvalid(String body) {
        assertThat(check("{}", body)).isInstanceOf(SchemaVerdict.Invalid.class);
    }

    @Test
    void referencesLeadToDefinitionsAndToOtherModels() {
        Map<String, String> models = Map.of(
                "Order",
                quoted("{'properties':{'pet':{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/Pet'}}}"),
                "Pet",
                quoted(
                        "{'properties':{'name':{'$ref':'#/definitions/na~1me'}},'definitions':{'na/me':{'type':'string'}}}"));
        ModelSchema order = ModelSchemas.of("api1", models).compile("Order");

        assertThat(order.check("{\"pet\":{\"name\":\"Rex\"}}")).isEqualTo(SchemaVerdict.VALID);
        assertThat(order.check("{\"pet\":{\"name\":1}}"))
                .isEqualTo(invalid(
                        "[instance type (integer) does not match any allowed primitive type (allowed: ['string'])]"));
    }

    @Test
    void aSchemaMayContainItself() {
        String tree = "{'required':['value'],'properties':{'left':{'$ref':'#'},'right':{'$ref':'#'}}}";

        assertThat(check(tree, "{'value':1,'left':{'value':2,'right':{'value':3}}}"))
                .isEqualTo(SchemaVerdict.VALID);
        assertThat(check(tree, "{'value':1,'left':{'value':2,'right':{}}}"))
                .isEqualTo(invalid("[object has missing required properties (['value'])]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'$ref':'#/nowhere'} | there is no schema at #/nowhere",
                "{'$ref':'https://apigateway.amazonaws.com/restapis/other/models/M'} | https://apigateway.amazonaws.com/restapis/other/models/M is no model of this API",
                "{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/Gone'} | there is no model 'Gone' with a JSON schema",
                "{'$ref':'file:///etc/passwd'} | file:///etc/passwd is no model of this API",
                "{'$ref':'#'} | references go in a circle: #",
                "{'pattern':'('} | the regular expression ( is not understood",
            })
    void aSchemaThatIsOfNoUseSaysWhy(String schema, String reason) {
        assertThat(check(schema, "'x'"))
                .isEqualTo(new SchemaVerdict.Undecided("the schema of model 'M' can judge nothing: " + reason));
    }

    private static SchemaVerdict check(String schema, String body) {
        return ModelSchemas.of("api1", Map.of("M", quoted(schema))).compile("M").check(quoted(body));
    }

    private static SchemaVerdict invalid(String errors) {
        return new SchemaVerdict.Invalid(quoted(errors));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
