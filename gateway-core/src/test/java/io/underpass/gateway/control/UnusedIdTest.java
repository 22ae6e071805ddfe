package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An id that is drawn twice must not overwrite what has it. */
class UnusedIdTest {

    private final ControlApi aws = new ControlApi();

    @Test
    void anApiGetsAnotherId() {
        String first = aws.api("{'name':'first'}");
        aws.ids.repeat();
        String second = aws.api("{'name':'second'}");
        assertThat(second).isNotEqualTo(first);
        assertThat(aws.get(first).get("name").asText()).isEqualTo("first");
    }

    @Test
    void aDeploymentGetsAnotherId() {
        String deployments = aws.deployableApi() + "/deployments";
        aws.ids.repeat();
        String first =
                aws.post(deployments, "{'description':'first'}").get("id").asText();
        aws.ids.repeat();
        String second = aws.post(deployments, "{}").get("id").asText();
        assertThat(second).isNotEqualTo(first);
        assertThat(aws.get(deployments + '/' + first).get("description").asText())
                .isEqualTo("first");
    }

    @Test
    void aResourceGetsAnotherId() {
        String root = aws.root(aws.api("{'name':'a'}"));
        aws.ids.repeat();
        String first = aws.resource(root, "first");
        aws.ids.repeat();
        String second = aws.resource(root, "second");
        assertThat(second).isNotEqualTo(first);
        assertThat(aws.get(first).get("pathPart").asText()).isEqualTo("first");
    }
}
