package io.underpass.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSyntaxTest {

    private static final String INVALID = "Invalid model schema specified";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "'x'",
                "{'type':'String'}",
                "{'type':[]}",
                "{'required':[]}",
                "{'required':true}",
                "{'properties':{'a':{'maxLength':'35'}}}",
                "{'properties':{'a':1}}",
                "{'items':{'enum':[]}}",
                "{'enum':[1,'a',1]}",
                "{'pattern':'('}",
                "{'patternProperties':{'(':{}}}",
                "{'multipleOf':0}",
                "{'exclusiveMinimum':true}",
                "{'exclusiveMinimum':5,'minimum':5}",
                "{'anyOf':[]}",
                "{'not':[]}",
                "{'dependencies':{'a':'b'}}",
                "{'definitions':{'a':{'minItems':-1}}}",
                "{'$ref':'#/definitions/none'}",
            })
    void whatDraft4DoesNotKnowIsRefused(String schema) {
        assertThat(problems(schema)).containsExactly(INVALID);
    }

    @Test
    void aKeywordThatIsNoneIsNamed() {
        assertThat(problems("{'properties':{'a':{'example':1,'nullable':true}}}"))
                .containsExactly(INVALID + ". Unsupported keyword(s): [\"example\",\"nullable\"]");
        assertThat(problems("{'properties':{'example':{}}}")).isEmpty();
    }

    @Test
    void referencesAreToThisSchemaOrToModelsOfTheApi() {
        assertThat(problems("{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/Pet'}"))
                .isEmpty();
        assertThat(problems("{'items':{'$ref':'#/definitions/a'},'definitions':{'a':{}}}"))
                .isEmpty();
        assertThat(problems("{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/Cat'}"))
                .containsExactly("Invalid model name specified: Cat");
        assertThat(problems("{'$ref':'https://example.com/schema.json'}"))
                .containsExactly("Model reference must be in canonical form");
        assertThat(problems("{'$ref':'Pet'}")).containsExactly("Model reference must be in canonical form");
    }

    @Test
    void aSchemaWithEveryKeywordIsAccepted() {
        assertThat(problems("""
                {'$schema':'http://json-schema.org/draft-04/schema#','id':'x','title':'t','description':'d','type':['object'],
                 'properties':{'a':{'type':'string','minLength':1,'maxLength':2,'pattern':'a','format':'email','default':'x'},
                   'b':{'type':'number','minimum':1,'exclusiveMinimum':true,'maximum':2,'exclusiveMaximum':false,'multipleOf':0.1},
                   'c':{'items':[{'type':'null'}],'additionalItems':false,'minItems':0,'maxItems':3,'uniqueItems':true}},
                 'patternProperties':{'^x':{}},'additionalProperties':{'type':'integer'},'required':['a'],
                 'minProperties':1,'maxProperties':9,'dependencies':{'a':['b'],'b':{}},'definitions':{'d':{}},
                 'allOf':[{}],'anyOf':[{}],'oneOf':[{}],'not':{'enum':[1]}}""")).isEmpty();
    }

    @Test
    void flatteningMovesWhatIsReferredToIntoDefinitions() {
        ModelSchemas schemas = ModelSchemas.of(
                "api1",
                Map.of(
                        "A",
                        quoted(
                                "{'properties':{'b':{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/B'}}}"),
                        "B",
                        quoted(
                                "{'items':{'$ref':'#/definitions/x'},'definitions':{'x':{'$ref':'https://apigateway.amazonaws.com/restapis/api1/models/A'}}}")));

        assertThat(schemas.flattened("A")).isEqualTo(quoted("""
                {'properties':{'b':{'$ref':'#/definitions/B'}},\
                'definitions':{'B':{'items':{'$ref':'#/definitions/B/definitions/x'},\
                'definitions':{'x':{'$ref':'#'}}}}}"""));
    }

    @Test
    void theSampleTemplateHasAValueOfEachType() {
        ModelSchemas schemas = ModelSchemas.of("api1", Map.of("M", quoted("""
                {'type':'object','properties':{'id':{'type':'integer'},'name':{'type':'string'},
                 'tags':{'type':'array','items':{'type':'string'}},'self':{'$ref':'#/properties/none'}}}""")));

        assertThat(schemas.template("M")).isEqualTo("""
                #set($inputRoot = $input.path('$'))
                {
                  "id" : 42,
                  "name" : "foo",
                  "tags" : [
                ##TODO: Update this foreach loop to reference array from input json
                #foreach($elem in $inputRoot)
                    "foo"#if($foreach.hasNext),#end
                #end
                  ],
                  "self" : { }
                }""");
    }

    @Test
    void theSampleTemplateOfASchemaInItselfEnds() {
        ModelSchemas schemas = ModelSchemas.of(
                "api1", Map.of("M", quoted("{'properties':{'a':{'$ref':'#'},'b':{'$ref':'#'},'c':{'$ref':'#'}}}")));

        assertThat(schemas.template("M")).hasSizeLessThan(2_000_000);
    }

    private static List<String> problems(String schema) {
        return ModelSchemas.problems("api1", quoted(schema), Set.of("Pet"));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
