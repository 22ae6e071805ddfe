package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.Scope;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST APIs over the wire. */
final class RestApisTest {

    private final ControlApi aws = new ControlApi();

    @Test
    void c01_aNameIsEnoughAndDefaultsAreThoseOfAws() {
        assertThat(aws.post("/restapis", "{'name':'orders'}")).isEqualTo(json("""
                {'id':'x000000000','name':'orders','createdDate':1767323045,'apiKeySource':'HEADER',
                 'endpointConfiguration':{'types':['EDGE'],'ipAddressType':'ipv4'},
                 'disableExecuteApiEndpoint':false,'rootResourceId':'x000000001'}"""));
        assertThat(aws.get("/restapis/x000000000").get("tags")).isEqualTo(json("{}"));
    }

    @Test
    void everyMemberIsKeptAndReturned() {
        String members = """
                {'name':'orders','description':'d','version':'1','binaryMediaTypes':['image/png'],
                 'minimumCompressionSize':10,'apiKeySource':'AUTHORIZER',
                 'endpointConfiguration':{'types':['PRIVATE'],'vpcEndpointIds':['vpce-1']},
                 'tags':{'team':'a'},'disableExecuteApiEndpoint':true,'securityPolicy':'TLS_1_2','endpointAccessMode':'BASIC'}""";

        JsonNode created = aws.post("/restapis", members);

        assertThat(created).isEqualTo(json("""
                {'id':'x000000000','name':'orders','description':'d','createdDate':1767323045,'version':'1',
                 'binaryMediaTypes':['image/png'],'minimumCompressionSize':10,'apiKeySource':'AUTHORIZER',
                 'endpointConfiguration':{'types':['PRIVATE'],'ipAddressType':'dualstack','vpcEndpointIds':['vpce-1']},
                 'tags':{'team':'a'},'disableExecuteApiEndpoint':true,'rootResourceId':'x000000001',
                 'securityPolicy':'TLS_1_2','endpointAccessMode':'BASIC'}"""));
        assertThat(aws.get("/restapis/x000000000")).isEqualTo(created);
    }

    @Test
    void aTagGivesTheApiItsId() {
        JsonNode created = aws.post("/restapis", "{'name':'orders','tags':{'_custom_id_':'shop-1'}}");

        assertThat(created.get("id").textValue()).isEqualTo("shop-1");
        assertThat(aws.get("/restapis/shop-1").get("tags")).isEqualTo(json("{'_custom_id_':'shop-1'}"));
        assertThat(aws.post("/restapis", "{'name':'orders','tags':{'floci:override-id':'shop-2'}}")
                        .get("id")
                        .textValue())
                .isEqualTo("shop-2");
    }

    @Test
    void theIdOfATagIsRefusedWhereItIsTakenOrNone() {
        String taken = "{'name':'orders','tags':{'_custom_id_':'shop'}}";
        aws.post("/restapis", taken);

        assertThat(aws.call(409, "POST", "/restapis", taken).toString()).contains("shop");
        aws.call(400, "POST", "/restapis", "{'name':'orders','tags':{'_custom_id_':'a/b'}}");
        aws.call(400, "POST", "/restapis", "{'name':'orders','tags':{'floci:override-id':'a/b'}}");
        aws.call(400, "POST", "/restapis", "{'name':'orders','tags':{'_custom_id_':''}}");
    }

    @Test
    void aPolicyIsShownExpandedAndEscaped() {
        String api = aws.api("{'name':'a'}");
        String id = api.substring("/restapis/".length());
        String policy = "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':['*']},"
                + "'Action':'execute-api:Invoke','Resource':'RESOURCE'}]}";

        JsonNode patched =
                aws.patch(api, "replace /policy " + quoted(policy).replace("RESOURCE", "execute-api:/*/GET/x"));

        String shown = quoted(policy)
                .replace("[\"*\"]", "\"*\"")
                .replace("RESOURCE", "arn:aws:execute-api:us-east-1:000000000000:" + id + "/*/GET/x");
        assertThat(patched.get("policy").asText()).isEqualTo(shown.replace("\"", "\\\""));
        assertThat(aws.get(api).get("policy")).isEqualTo(patched.get("policy"));
        assertThat(aws.patch(api, "replace /description d").get("policy")).isEqualTo(patched.get("policy"));
        assertThat(aws.patch(api, "replace /policy").has("policy")).isFalse();
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        assertThat(aws.fails("POST", "/restapis", "{'name':'a','policy':'nonsense'}"))
                .isEqualTo("400 BadRequestException: Invalid policy document. Please check the policy syntax and ensure"
                        + " that Principals are valid.");
        assertThat(aws.fails(
                        "POST", "/restapis", "{\"name\":\"a\",\"policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\"}\"}"))
                .startsWith("400 BadRequestException: Invalid policy document.");
    }

    @Test
    void aConditionThatNobodyCanJudgeIsNamed() {
        String api = aws.api("{'name':'a'}");

        assertThat(aws.patchFails(
                        api,
                        "replace /policy "
                                + quoted("{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                                        + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}}}")))
                .contains("aws:PrincipalOrgID");
    }

    @Test
    void aPrivateApiIsNotDeployedWithoutAPolicy() {
        String api = aws.deployableApi();
        aws.patch(api, "replace /endpointConfiguration/types/EDGE PRIVATE");

        assertThat(aws.fails("POST", api + "/deployments", "{'stageName':'dev'}"))
                .isEqualTo("400 BadRequestException: Private REST API doesn't have a resource policy attached to it");
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 400 ValidationException: 1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy constraint: Member must not be null",
                "{'name':'a','description':''} | 400 BadRequestException: Description cannot be an empty string",
                "{'name':'a','minimumCompressionSize':-1} | 400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
                "{'name':'a','endpointConfiguration':{'types':['EDGE','REGIONAL']}} | 400 BadRequestException: Cannot create an api with multiple Endpoint Types.",
                "{'name':'a','endpointConfiguration':{'types':['FOO']}} | 400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "{'name':'a','endpointConfiguration':{'types':[]}} | 400 BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
                "{'name':'a','endpointConfiguration':{'types':['PRIVATE'],'ipAddressType':'ipv4'}} | 400 BadRequestException: Only dualstack ipAddressType is supported for Private APIs.",
                "{'name':'a','endpointConfiguration':{'ipAddressType':'ipv6'}} | 400 BadRequestException: ipAddressType must be either ipv4 or dualstack.",
                "{'name':'a','cloneFrom':'b'} | 404 NotFoundException: Invalid API identifier specified 000000000000:b",
            })
    void createRefusesInAwsWords(String body, String error) {
        assertThat(aws.fails("POST", "/restapis", body)).isEqualTo(error);
        assertThat(aws.control.state().apis()).isEmpty();
    }

    @Test
    void anApiOfAnotherAccountOrRegionDoesNotExist() {
        String api = aws.api("{'name':'a'}");
        aws.scope = new Scope("111111111111", "us-east-1");
        assertThat(aws.fails("GET", api, ""))
                .isEqualTo("404 NotFoundException: Invalid API identifier specified 111111111111:x000000000");
        assertThat(aws.get("/restapis")).isEqualTo(json("{'item':[]}"));
        aws.scope = new Scope("000000000000", "eu-west-1");
        assertThat(aws.fails("DELETE", api, "")).startsWith("404 NotFoundException");
        aws.scope = ControlApi.HOME;
        aws.get(api);
    }

    @Test
    void listsArePagedByPositionAndLimit() {
        for (int i = 0; i < 5; i++) {
            aws.api("{'name':'n" + i + "'}");
        }
        Set<String> names = new HashSet<>();
        String position = "";
        int pages = 0;
        do {
            JsonNode page = aws.get("/restapis?limit=2&position=" + position);
            assertThat(page.get("item")).hasSizeLessThanOrEqualTo(2);
            page.get("item").forEach(item -> names.add(item.get("name").asText()));
            position = page.path("position").asText();
            pages++;
        } while (!position.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(names).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"position=%25%25", "limit=0"})
    void aSenselessPageIsRefused(String query) {
        assertThat(aws.fails("GET", "/restapis?" + query, "")).startsWith("400 BadRequestException: Invalid ");
    }

    @Test
    void updatePatchesEveryMember() {
        String api = aws.api("{'name':'a','binaryMediaTypes':['image/png','text/x']}");

        JsonNode updated = aws.patch(
                api,
                "replace /name b",
                "replace /description d",
                "replace /version 2",
                "replace /apiKeySource AUTHORIZER",
                "replace /minimumCompressionSize 7",
                "replace /disableExecuteApiEndpoint true",
                "add /binaryMediaTypes/application~1x",
                "remove /binaryMediaTypes/text~1x",
                "replace /endpointConfiguration/types/EDGE PRIVATE",
                "add /endpointConfiguration/vpcEndpointIds vpce-1");

        assertThat(updated).isEqualTo(json("""
                {'id':'x000000000','name':'b','description':'d','createdDate':1767323045,'version':'2',
                 'binaryMediaTypes':['image/png','application/x'],'minimumCompressionSize':7,'apiKeySource':'AUTHORIZER',
                 'endpointConfiguration':{'types':['PRIVATE'],'ipAddressType':'dualstack','vpcEndpointIds':['vpce-1']},
                 'tags':{},'disableExecuteApiEndpoint':true,'rootResourceId':'x000000001'}"""));
        JsonNode unset = aws.patch(api, "replace /minimumCompressionSize", "replace /description");
        assertThat(unset.has("minimumCompressionSize")).isFalse();
        assertThat(unset.has("description")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "replace ; Invalid patch path null",
                "replace /nonsense x ; Invalid patch path /nonsense",
                "add /binaryMediaTypes x ; Invalid patch path /binaryMediaTypes",
                "add /minimumCompressionSize 1 ; Invalid patch operation specified. Must be one of: [replace]",
                "replace /minimumCompressionSize 10485761 ; Invalid minimum compression size, must be between 0 and 10485760",
                "move /name x ; Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
                "test /nothing x ; Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
                "add /endpointConfiguration/types/0 EDGE ; Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
                "replace /endpointConfiguration/types/0 FOO ; Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "replace /endpointConfiguration/ipAddressType ipv6 ; ipAddressType must be either ipv4 or dualstack.",
            })
    void updateRefusesInAwsWords(String operation, String message) {
        String api = aws.api("{'name':'a'}");
        JsonNode before = aws.get(api);

        assertThat(aws.patchFails(api, operation)).isEqualTo("400 BadRequestException: " + message);
        assertThat(aws.get(api)).isEqualTo(before);
    }

    @Test
    void anOpThatJsonPatchDoesNotKnowIsAValidationError() {
        assertThat(aws.patchFails(aws.api("{'name':'a'}"), "flip /name b"))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value 'flip' at"
                        + " 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [add, remove, move, test, replace, copy]");
    }

    @Test
    void deleteTakesTheWholeApi() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'test'}");

        assertThat(aws.call(202, "DELETE", api, "").isMissingNode()).isTrue();
        assertThat(aws.fails("GET", api + "/stages/test", ""))
                .startsWith("404 NotFoundException: Invalid API identifier specified 000000000000:");
        assertThat(aws.control.state().apis()).isEmpty();
    }

    @Test
    void aCloneHasEverythingThatIsEditedUnderIdsOfItsOwn() {
        aws.links.versions.put("linkv2", io.underpass.gateway.VpcLinks.LinkVersion.V2);
        String source = Documents.imported(aws, "", Documents.file("private-api.swagger.yaml"));

        String clone = aws.post("/restapis", "{'name':'copy','cloneFrom':'" + source + "'}")
                .get("id")
                .asText();

        String resources = "/resources?embed=methods&limit=500";
        assertThat(Documents.describe(aws, clone).replaceFirst("(?s)api .*?(?=model )", ""))
                .isEqualTo(Documents.describe(aws, source).replaceFirst("(?s)api .*?(?=model )", ""));
        assertThat(aws.get("/restapis/" + clone + resources).findValuesAsText("id"))
                .doesNotContainAnyElementsOf(
                        aws.get("/restapis/" + source + resources).findValuesAsText("id"));
    }
}
