package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.gateway.control.VpcLinkReferences.Reference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VpcLinkReferencesTest {

    private static final String PRIVATE =
            "{'type':'HTTP_PROXY','httpMethod':'GET','uri':'http://a'," + "'connectionType':'VPC_LINK','connectionId':";

    private final ControlApi aws = new ControlApi();
    private final String api = aws.deployableApi();
    private final String apiId = api.substring("/restapis/".length());
    private final String method = aws.root(api) + "/methods/GET";

    @Test
    void anEditedIntegrationIsAReference() {
        aws.put(method + "/integration", PRIVATE + "'link01'}");

        assertThat(references("link01")).containsExactly(reference(Optional.empty()));
        assertThat(references("link02")).isEmpty();
    }

    @Test
    void aDeletedMethodIsStillAReferenceWhereAStageServesIt() {
        aws.put(method + "/integration", PRIVATE + "'link01'}");
        aws.post(api + "/deployments", "{'stageName':'test'}");
        assertThat(references("link01")).containsExactly(reference(Optional.empty()), reference(Optional.of("test")));

        aws.call(204, "DELETE", method, "");
        assertThat(references("link01")).containsExactly(reference(Optional.of("test")));

        aws.put(method, "{'authorizationType':'NONE'}");
        aws.put(method + "/integration", "{'type':'MOCK'}");
        aws.post(api + "/deployments", "{'stageName':'test'}");
        assertThat(references("link01")).isEmpty();
    }

    @Test
    void stageVariablesAndOtherConnectionsAreNone() {
        aws.put(method + "/integration", PRIVATE + "'${stageVariables.link}'}");
        aws.post(api + "/deployments", "{'stageName':'test','variables':{'link':'link01'}}");

        assertThat(references("link01")).isEmpty();
        assertThat(references("${stageVariables.link}")).isEmpty();
    }

    @Test
    void apisOfAnotherRegionAreNone() {
        aws.put(method + "/integration", PRIVATE + "'link01'}");

        assertThat(VpcLinkReferences.to(aws.control.state(), new Scope("000000000000", "eu-west-1"), "link01"))
                .isEmpty();
    }

    private List<Reference> references(String link) {
        return VpcLinkReferences.to(aws.control.state(), ControlApi.HOME, link);
    }

    private Reference reference(Optional<String> stage) {
        return new Reference(apiId, "GET", aws.state(apiId).api().rootResourceId(), stage);
    }
}
