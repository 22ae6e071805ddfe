package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsagePlansTest {

    private final ControlApi aws = new ControlApi();
    private String api = "";

    @BeforeEach
    void deploy() {
        String path = aws.deployableApi();
        aws.post(path + "/deployments", "{'stageName':'dev'}");
        aws.post(path + "/deployments", "{'stageName':'prod'}");
        api = path.substring("/restapis/".length());
    }

    private String plan(String members) {
        return "/usageplans/"
                + aws.post("/usageplans", "{'name':'basic'" + members + "}")
                        .get("id")
                        .asText();
    }

    private String key() {
        return aws.post("/apikeys", "{'name':'k','enabled':true}").get("id").asText();
    }

    private String stages(String stage) {
        return ",'apiStages':[{'apiId':'" + api + "','stage':'" + stage + "'}]";
    }

    private static String keyOf(String id) {
        return "{'keyId':'" + id + "','keyType':'API_KEY'}";
    }

    @Test
    void aPlanIsMadeAndListed() {
        String one = plan(stages("dev")
                + ",'description':'d','throttle':{'burstLimit':5,'rateLimit':2.5},'quota':{'limit':9,'period':'DAY'},"
                + "'tags':{'a':'b'}");

        assertThat(aws.get(one))
                .isEqualTo(json(("{'id':'%s','name':'basic','description':'d',"
                                + "'apiStages':[{'apiId':'%s','stage':'dev'}],"
                                + "'throttle':{'burstLimit':5,'rateLimit':2.5},"
                                + "'quota':{'limit':9,'offset':0,'period':'DAY'},'tags':{'a':'b'}}")
                        .formatted(one.substring(12), api)));
        assertThat(aws.get("/usageplans").get("item")).hasSize(1);
        assertThat(aws.post("/usageplans", "{'name':'empty'}").has("tags")).isFalse();
    }

    @Test
    void whatNoPlanCanBeIsRefused() {
        assertThat(aws.fails("GET", "/usageplans/nope12", ""))
                .isEqualTo("404 NotFoundException: Invalid Usage Plan ID specified");
        assertThat(aws.fails("POST", "/usageplans", "{'name':'a','apiStages':[{'apiId':'" + api + "'}]}"))
                .isEqualTo("400 BadRequestException: Invalid API Stage specified");
        assertThat(aws.fails("POST", "/usageplans", "{'name':'a','apiStages':[{'apiId':'nope','stage':'x'}]}"))
                .startsWith("404 NotFoundException: Invalid API Stage {api: nope, stage: x} specified for usageplan ");
        assertThat(aws.fails("POST", "/usageplans", "{'name':'a','quota':{'limit':1,'period':'YEAR'}}"))
                .startsWith("400 ValidationException");
        assertThat(aws.fails("POST", "/usageplans", "{'name':'a','quota':{'limit':1,'period':'DAY','offset':1}}"))
                .isEqualTo("400 BadRequestException: Usage Plan quota offset must be zero in the DAY period");
        assertThat(aws.get("/usageplans")).isEqualTo(json("{'item':[]}"));
    }

    @Test
    void updatePatches() {
        String one = plan("");
        String stage = api + ":dev";

        JsonNode plan = aws.patch(
                one,
                "replace /name n",
                "replace /description d",
                "add /apiStages " + stage,
                "replace /apiStages/" + stage + "/throttle/~1pets~1{id}/GET/rateLimit 1.5",
                "replace /apiStages/" + stage + "/throttle/~1pets~1{id}/GET/burstLimit 3",
                "replace /apiStages/" + stage + "/throttle//dogs/POST/burstLimit 4",
                "replace /throttle/burstLimit 5",
                "replace /throttle/rateLimit 6",
                "replace /quota/limit 7",
                "replace /quota/period WEEK",
                "replace /quota/offset 1");

        assertThat(plan)
                .isEqualTo(json(("{'id':'%s','name':'n','description':'d','apiStages':[{'apiId':'%s','stage':'dev',"
                                + "'throttle':{'/pets/{id}/GET':{'burstLimit':3,'rateLimit':1.5},"
                                + "'/dogs/POST':{'burstLimit':4,'rateLimit':0.0}}}],"
                                + "'throttle':{'burstLimit':5,'rateLimit':6.0},"
                                + "'quota':{'limit':7,'offset':1,'period':'WEEK'}}")
                        .formatted(one.substring(12), api)));
        assertThat(aws.get(one)).isEqualTo(plan);

        aws.patch(one, "remove /throttle", "remove /quota", "remove /apiStages/" + stage + "/throttle/~1dogs/POST");
        assertThat(aws.get(one).has("throttle")).isFalse();
        assertThat(aws.get(one).has("quota")).isFalse();
        assertThat(aws.get(one).at("/apiStages/0/throttle")).hasSize(1);
        aws.patch(one, "replace /apiStages/" + stage + "/throttle {\"/a/GET\":{\"rateLimit\":2,\"burstLimit\":1}}");
        assertThat(aws.get(one).at("/apiStages/0/throttle"))
                .isEqualTo(json("{'/a/GET':{'burstLimit':1,'rateLimit':2.0}}"));
    }

    @Test
    void patchesAreRefusedInAwsWords() {
        String one = plan(stages("dev"));
        String id = one.substring(12);

        assertThat(aws.patchFails(one, "add /apiStages nope"))
                .isEqualTo("400 BadRequestException: Invalid API Stage specified");
        assertThat(aws.patchFails(one, "add /apiStages " + api + ":nope"))
                .isEqualTo("404 NotFoundException: Invalid API Stage {api: " + api
                        + ", stage: nope} specified for usageplan " + id);
        assertThat(aws.patchFails(one, "remove /apiStages " + api + ":prod"))
                .isEqualTo("404 NotFoundException: Invalid API Stage {api: " + api
                        + ", stage: prod} specified for usageplan " + id);
        assertThat(aws.patchFails(one, "replace /nothing x"))
                .startsWith("400 BadRequestException: Invalid patch path  ");
        assertThat(aws.patchFails(one, "replace /throttle/burstLimit x"))
                .startsWith("400 BadRequestException: Invalid patch value");
    }

    @Test
    void keysJoinAndLeave() {
        String one = plan(stages("dev"));
        String key = key();

        JsonNode member = aws.post(one + "/keys", keyOf(key));
        assertThat(member.get("type").asText()).isEqualTo("API_KEY");
        assertThat(member.get("value").asText()).hasSize(40);
        assertThat(aws.get(one + "/keys/" + key)).isEqualTo(member);
        assertThat(aws.get(one + "/keys").at("/item/0")).isEqualTo(member);
        assertThat(aws.get("/usageplans?keyId=" + key).get("item")).hasSize(1);
        assertThat(aws.get("/usageplans?keyId=other").get("item")).isEmpty();
        assertThat(aws.fails("POST", one + "/keys", keyOf(key))).startsWith("409 ConflictException");
        assertThat(aws.fails("POST", one + "/keys", keyOf("nope")))
                .isEqualTo("404 NotFoundException: Invalid API Key identifier specified");

        aws.call(202, "DELETE", one + "/keys/" + key, "");
        assertThat(aws.usage.asked).containsExactly("forget " + one.substring(12) + " " + key);
        assertThat(aws.fails("GET", one + "/keys/" + key, "")).startsWith("404 NotFoundException");
    }

    @Test
    void aKeyHasOnePlanAStage() {
        String first = plan(stages("dev"));
        String second = plan(stages("prod"));
        String key = key();
        aws.post(first + "/keys", keyOf(key));
        aws.post(second + "/keys", keyOf(key));

        assertThat(aws.patchFails(second, "add /apiStages " + api + ":dev")).startsWith("409 ConflictException");
        String third = plan(stages("dev"));
        assertThat(aws.fails("POST", third + "/keys", keyOf(key))).startsWith("409 ConflictException");
    }

    @Test
    void aPlanGoesWhenItsStagesHaveGone() {
        String one = plan(stages("dev"));
        assertThat(aws.fails("DELETE", one, "")).startsWith("400 BadRequestException");

        aws.call(202, "DELETE", "/restapis/" + api + "/stages/dev", "");

        assertThat(aws.get(one).get("apiStages")).isEmpty();
        aws.call(202, "DELETE", one, "");
        assertThat(aws.usage.asked).containsExactly("forget " + one.substring(12));
    }

    @Test
    void usageIsShownAndGranted() {
        String one = plan(stages("dev") + ",'quota':{'limit':9,'period':'DAY'}");
        String key = key();
        aws.post(one + "/keys", keyOf(key));
        aws.usage.used = 3;
        aws.usage.remaining = 6;

        assertThat(aws.get(one + "/usage?startDate=2026-01-01&endDate=2026-01-02"))
                .isEqualTo(json(("{'usagePlanId':'%s','startDate':'2026-01-01','endDate':'2026-01-02',"
                                + "'values':{'%s':[[3,6],[3,6]]}}")
                        .formatted(one.substring(12), key)));
        assertThat(aws.get(one + "/usage?startDate=2026-01-01&endDate=2026-01-02&keyId=other")
                        .get("values"))
                .isEmpty();
        assertThat(aws.fails("GET", one + "/usage?startDate=x&endDate=2026-01-02", ""))
                .startsWith("400 BadRequestException: Invalid startDate");

        JsonNode granted = aws.patch(one + "/keys/" + key + "/usage", "replace /remaining 10");
        assertThat(aws.usage.asked).containsExactly("grant " + one.substring(12) + " " + key + " 2026-01-02 10");
        assertThat(granted.get("values")).isEqualTo(json("{'" + key + "':[[3,10]]}"));
        assertThat(aws.patchFails(one + "/keys/" + key + "/usage", "replace /used 1"))
                .startsWith("400 BadRequestException: Invalid patch path");
    }

    @Test
    void theAccountIsShownAndPatched() {
        assertThat(aws.get("/account"))
                .isEqualTo(json("{'throttleSettings':{'burstLimit':5000,'rateLimit':10000.0},'features':['UsagePlans'],"
                        + "'apiKeyVersion':'4'}"));
        String role = "arn:aws:iam::000000000000:role/logs";
        assertThat(aws.patch("/account", "replace /cloudwatchRoleArn " + role)
                        .get("cloudwatchRoleArn")
                        .asText())
                .isEqualTo(role);
        assertThat(aws.get("/account").get("cloudwatchRoleArn").asText()).isEqualTo(role);
        assertThat(aws.patchFails("/account", "replace /cloudwatchRoleArn x")).startsWith("400 BadRequestException");
    }

    @Test
    void tagsOfEverythingAreMerged() {
        String plan = plan("");
        String key = "/apikeys/" + key();
        String stage = "/restapis/" + api + "/stages/dev";
        String certificate = "/clientcertificates/"
                + aws.post("/clientcertificates", "{}")
                        .get("clientCertificateId")
                        .asText();
        for (String resource : new String[] {plan, key, stage, certificate, "/restapis/" + api}) {
            String tags = "/tags/arn:aws:apigateway:us-east-1::" + resource;
            aws.call(204, "PUT", tags, "{'tags':{'a':'1','b':'2'}}");
            aws.call(204, "PUT", tags, "{'tags':{'a':'3','c':'4'}}");
            aws.call(204, "DELETE", tags + "?tagKeys=b", "");
            assertThat(aws.get(tags)).as(resource).isEqualTo(json("{'tags':{'a':'3','c':'4'}}"));
            assertThat(aws.get(resource).get("tags")).as(resource).isEqualTo(json("{'a':'3','c':'4'}"));
        }
        assertThat(aws.fails("GET", "/tags/arn:aws:apigateway:us-east-1::/apikeys/nope", ""))
                .startsWith("404 NotFoundException");
        assertThat(aws.fails("GET", "/tags/nope", "")).startsWith("400 BadRequestException");
        assertThat(aws.fails("GET", "/tags/arn:aws:apigateway:us-east-1::/vpclinks/abc", ""))
                .startsWith("501 NotImplementedException");
    }
}
