package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deployments over the wire. */
final class DeploymentsTest {

    private final ControlApi aws = new ControlApi();

    @Test
    void aDeploymentFreezesTheApiAndMakesTheStage() {
        String api = aws.deployableApi();

        JsonNode created = aws.post(
                api + "/deployments",
                "{'stageName':'test','stageDescription':'sd','description':'d','variables':{'vpcLinkV2Id':'bbb111'}}");

        String id = created.get("id").asText();
        assertThat(created).isEqualTo(json("{'id':'" + id + "','description':'d','createdDate':1767323045}"));
        assertThat(id).hasSize(6);
        assertThat(aws.get(api + "/deployments/" + id)).isEqualTo(created);
        assertThat(aws.get(api + "/stages/test")).isEqualTo(json("""
                {'deploymentId':'%s','stageName':'test','description':'sd','cacheClusterEnabled':false,
                 'cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},'variables':{'vpcLinkV2Id':'bbb111'},
                 'tracingEnabled':false,'createdDate':1767323045,'lastUpdatedDate':1767323045}""".formatted(id)));
    }

    @Test
    void c18_whatIsEditedLaterIsNotServedUntilDeployedAgain() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'test'}");
        aws.patch(aws.root(api) + "/methods/GET", "replace /operationName later");
        assertThat(served(api, "test")).isEmpty();

        aws.post(api + "/deployments", "{'stageName':'test'}");
        assertThat(served(api, "test")).isEqualTo("later");
    }

    @Test
    void deployingAgainRepointsTheStageAndKeepsWhatIsNotSaid() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{'stageName':'test','variables':{'a':'1'},'tracingEnabled':true}");
        aws.now = ControlApi.START.plus(Duration.ofSeconds(10));

        String second =
                aws.post(api + "/deployments", "{'stageName':'test'}").get("id").asText();

        JsonNode stage = aws.get(api + "/stages/test");
        assertThat(stage.get("deploymentId").asText()).isEqualTo(second);
        assertThat(stage.get("variables")).isEqualTo(json("{'a':'1'}"));
        assertThat(stage.get("tracingEnabled").asBoolean()).isTrue();
        assertThat(stage.get("lastUpdatedDate").asLong()
                        - stage.get("createdDate").asLong())
                .isEqualTo(10);
        aws.post(api + "/deployments", "{'stageName':'test','variables':{'b':'2'}}");
        assertThat(aws.get(api + "/stages/test").get("variables")).isEqualTo(json("{'b':'2'}"));
    }

    @Test
    void withoutAStageNameNothingIsServed() {
        String api = aws.deployableApi();
        aws.post(api + "/deployments", "{}");
        aws.post(api + "/deployments", "{'stageName':''}");
        assertThat(aws.get(api + "/deployments").get("item")).hasSize(2);
        assertThat(aws.get(api + "/stages")).isEqualTo(json("{'item':[]}"));
    }

    @Test
    void everyMethodNeedsAnIntegration() {
        String api = aws.api("{'name':'a'}");
        assertThat(aws.fails("POST", api + "/deployments", "{'stageName':'test'}"))
                .isEqualTo("400 BadRequestException: The REST API doesn't contain any methods");
        aws.put(aws.root(api) + "/methods/GET", "{'authorizationType':'NONE'}");
        assertThat(aws.fails("POST", api + "/deployments", "{'stageName':'test'}"))
                .isEqualTo("400 BadRequestException: No integration defined for method");
        assertThat(aws.get(api + "/stages")).isEqualTo(json("{'item':[]}"));
    }

    @Test
    void aLinkOnItsWayOutFailsTheDeployment() {
        String api = aws.deployableApi();
        String put =
                "{'type':'HTTP_PROXY','httpMethod':'GET','uri':'http://a','connectionType':'VPC_LINK','connectionId':";
        String integration = aws.root(api) + "/methods/GET/integration";
        aws.put(integration, put + "'dying1'}");
        aws.links.deleting.add("dying1");
        assertThat(aws.fails("POST", api + "/deployments", "{}"))
                .startsWith("400 BadRequestException: VPC link dying1 is being deleted");

        aws.put(integration, put + "'${stageVariables.link}'}");
        aws.post(api + "/deployments", "{}");
    }

    @Test
    void aRefusedStageLeavesNoDeployment() {
        String api = aws.deployableApi();
        assertThat(aws.fails("POST", api + "/deployments", "{'stageName':'a b'}"))
                .isEqualTo("400 BadRequestException: Stage name only allows a-zA-Z0-9_-");
        assertThat(aws.get(api + "/deployments")).isEqualTo(json("{'item':[]}"));
    }

    @Test
    void c17_aDeploymentInUseStays() {
        String api = aws.deployableApi();
        String first =
                aws.post(api + "/deployments", "{'stageName':'test'}").get("id").asText();
        assertThat(aws.fails("DELETE", api + "/deployments/" + first, ""))
                .isEqualTo("400 BadRequestException: Active stages pointing to this deployment must be moved or"
                        + " deleted");

        aws.post(api + "/deployments", "{'stageName':'test'}");
        aws.call(202, "DELETE", api + "/deployments/" + first, "");
        assertThat(aws.fails("GET", api + "/deployments/" + first, ""))
                .isEqualTo("404 NotFoundException: Invalid Deployment identifier specified");
    }

    @Test
    void theSummaryIsThatOfTheFrozenApi() {
        String api = aws.deployableApi();
        String path = api + "/deployments/"
                + aws.post(api + "/deployments", "{}").get("id").asText();
        aws.call(204, "DELETE", aws.root(api) + "/methods/GET", "");

        assertThat(aws.get(path + "?embed=apisummary").get("apiSummary"))
                .isEqualTo(json("{'/':{'GET':{'authorizationType':'NONE','apiKeyRequired':false}}}"));
        assertThat(aws.patch(path, "replace /description new")
                        .get("description")
                        .asText())
                .isEqualTo("new");
        assertThat(aws.patchFails(path, "replace /id x"))
                .isEqualTo("400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one"
                        + " of: [/description]");
    }

    /** The operation name of GET / in what the stage serves. */
    private String served(String api, String stage) {
        ApiState state = aws.state(api.substring("/restapis/".length()));
        Deployment deployment =
                state.deployments().get(state.stages().get(stage).deploymentId());
        return deployment
                .resources()
                .get(deployment.api().rootResourceId())
                .methods()
                .get("GET")
                .operationName()
                .orElse("");
    }
}
