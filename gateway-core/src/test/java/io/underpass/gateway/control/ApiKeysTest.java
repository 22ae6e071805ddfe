package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final String VALUE = "abcdefghijklmnopqrst";

    private final ControlApi aws = new ControlApi();

    private String key(String members) {
        return aws.post("/apikeys", members).get("id").asText();
    }

    @Test
    void aKeyIsMadeWithAValueAndShownWithoutIt() {
        JsonNode made = aws.post("/apikeys", "{'name':'k','enabled':true}");

        assertThat(made.get("value").asText()).hasSize(40);
        assertThat(made.get("id").asText()).hasSize(10);
        JsonNode shown = json(("{'id':'%s','name':'k','enabled':true,'createdDate':1767323045,"
                        + "'lastUpdatedDate':1767323045,'stageKeys':[]}")
                .formatted(made.get("id").asText()));
        String one = "/apikeys/" + made.get("id").asText();
        assertThat(aws.get(one)).isEqualTo(shown);
        assertThat(aws.get(one + "?includeValue=true")).isEqualTo(made);
        assertThat(aws.get("/apikeys")).isEqualTo(page(shown));
        assertThat(aws.get("/apikeys?includeValues=true").at("/item/0")).isEqualTo(made);
    }

    private static JsonNode page(JsonNode item) {
        var node = Json.object();
        node.putArray("item").add(item);
        return node;
    }

    @Test
    @DisplayName("C24 a value has 20 to 128 characters and is there once")
    void aValueHas20To128CharactersAndIsThereOnce() {
        assertThat(aws.fails("POST", "/apikeys", "{'value':'short12345'}"))
                .isEqualTo("400 BadRequestException: API Key value should be at least 20 characters");
        assertThat(aws.fails("POST", "/apikeys", "{'value':'" + "x".repeat(129) + "'}"))
                .isEqualTo("400 BadRequestException: API Key value exceeds maximum size of 128 characters");
        key("{'value':'" + VALUE + "','enabled':true,'generateDistinctId':true}");
        assertThat(aws.fails("POST", "/apikeys", "{'value':'" + VALUE + "'}"))
                .isEqualTo("409 ConflictException: API Key already exists");
        aws.scope = new Scope("000000000000", "eu-west-1");
        key("{'value':'" + VALUE + "'}");
    }

    @Test
    void keysAreFoundByNameAndCustomer() {
        String first = key("{'name':'alpha','customerId':'c1'}");
        key("{'name':'beta','customerId':'c2'}");

        assertThat(aws.get("/apikeys?name=al").at("/item/0/id").asText()).isEqualTo(first);
        assertThat(aws.get("/apikeys?name=al").get("item")).hasSize(1);
        assertThat(aws.get("/apikeys?customerId=c1").get("item")).hasSize(1);
        assertThat(aws.get("/apikeys?limit=1").has("position")).isTrue();
    }

    @Test
    void updatePatches() {
        String id = key("{'name':'k'}");
        aws.now = ControlApi.START.plus(Duration.ofSeconds(5));
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'dev'}");
        String stage = api.substring(10) + "/dev";

        assertThat(aws.patch(
                        "/apikeys/" + id,
                        "replace /name n",
                        "replace /description d",
                        "replace /customerId c",
                        "replace /enabled true",
                        "add /stages " + stage))
                .isEqualTo(json("{'id':'" + id + "','name':'n','customerId':'c','description':'d','enabled':true,"
                        + "'createdDate':1767323045,'lastUpdatedDate':1767323050,'stageKeys':['" + stage + "']}"));
        assertThat(aws.patchFails("/apikeys/" + id, "add /stages nope/dev"))
                .startsWith("400 BadRequestException: Invalid stage");
        assertThat(aws.patchFails("/apikeys/" + id, "replace /value x"))
                .startsWith("400 BadRequestException: Invalid patch path  '/value'");
    }

    @Test
    void aKeyThatGoesLeavesItsPlans() {
        String id = key("{'name':'k'}");
        String plan = aws.post("/usageplans", "{'name':'p'}").get("id").asText();
        aws.post("/usageplans/" + plan + "/keys", "{'keyId':'" + id + "','keyType':'API_KEY'}");

        aws.call(202, "DELETE", "/apikeys/" + id, "");

        assertThat(aws.get("/usageplans/" + plan + "/keys")).isEqualTo(json("{'item':[]}"));
        assertThat(aws.usage.asked).containsExactly("forget " + plan + " " + id);
        assertThat(aws.fails("GET", "/apikeys/" + id, ""))
                .isEqualTo("404 NotFoundException: Invalid API Key identifier specified");
    }

    @Test
    void aTableOfKeysIsImported() {
        String plan = aws.post("/usageplans", "{'name':'p'}").get("id").asText();
        String table = "Name,key,Description,Enabled,usageplanIds\r\n"
                + "\"a, b\"," + VALUE + "1,\"says \"\"hi\"\"\",TRUE,\"" + plan + ",nope12\"\n"
                + "c," + VALUE + "2,,false,\n";

        JsonNode imported = aws.call(201, "POST", "/apikeys?mode=import&format=csv", table);

        assertThat(imported.get("ids")).hasSize(2);
        assertThat(imported.get("warnings")).isEqualTo(json("['Line 2: Invalid Usage Plan ID specified: nope12']"));
        JsonNode first = aws.get("/apikeys/" + imported.at("/ids/0").asText() + "?includeValue=true");
        assertThat(List.of(first.get("name").asText(), first.get("description").asText()))
                .containsExactly("a, b", "says \"hi\"");
        assertThat(first.get("value").asText()).isEqualTo(VALUE + "1");
        assertThat(first.get("enabled").asBoolean()).isTrue();
        assertThat(aws.get("/usageplans/" + plan + "/keys").get("item")).hasSize(1);
        assertThat(aws.fails(
                        "POST",
                        "/apikeys?mode=import&format=csv&failonwarnings=true",
                        "\"name\",key\nx," + VALUE + "1"))
                .startsWith("400 BadRequestException: Warnings found during import");
        assertThat(aws.fails("POST", "/apikeys?mode=import&format=csv", "\"a\",b\n1,2"))
                .startsWith("400 BadRequestException: Invalid API Key file");
    }
}
