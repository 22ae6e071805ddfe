package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;

/** What a client sees when parts behind the link fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FailureTest {

    private final RunningEmulator emulator = new RunningEmulator();
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);
    private String linkId = "";

    @BeforeAll
    void createLink() {
        linkId = steps.vpcLink("edge");
    }

    @AfterAll
    void stop() {
        aws.close();
        emulator.close();
    }

    @Test
    void clientsNoticeNothingOnceHealthChecksFoundTheDeadInstance() {
        try (ServiceInstance first = ServiceInstance.start("a");
                ServiceInstance second = ServiceInstance.start("b")) {
            InternalAlb alb = steps.internalAlb("pair", first, second);
            String apiId = steps.publishedApi("pair", linkId, alb, "http://pair.internal/{proxy}");
            assertThat(answers(apiId, 10)).containsOnlyKeys("200 a", "200 b");

            first.kill();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> steps.healthStates(alb).anyMatch("unhealthy"::equals));

            assertThat(answers(apiId, 40)).containsOnly(Map.entry("200 b", 40));
        }
    }

    @Test
    void loadBalancerAnswers502WhenEveryInstanceIsDead() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = steps.internalAlb("lonely", only);
            String apiId = steps.publishedApi("lonely", linkId, alb, "http://lonely.internal/{proxy}");

            only.kill();

            assertAnsweredByLoadBalancer(get(apiId), 502, "<center><h1>502 Bad Gateway</h1></center>");
        }
    }

    @Test
    void loadBalancerAnswers503WhenNoInstanceIsRegistered() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = steps.internalAlb("leaving", only);
            String apiId = steps.publishedApi("leaving", linkId, alb, "http://leaving.internal/{proxy}");
            assertThat(get(apiId).statusCode()).isEqualTo(200);

            steps.deregister(alb, only);

            assertAnsweredByLoadBalancer(
                    get(apiId), 503, "<center><h1>503 Service Temporarily Unavailable</h1></center>");
        }
    }

    @Test
    void deletedLoadBalancerIsAConfigurationError() {
        InternalAlb alb = steps.internalAlb("deleted");
        String apiId = steps.publishedApi("deleted", linkId, alb, "http://deleted.internal/{proxy}");

        aws.loadBalancers.deleteLoadBalancer(balancer -> balancer.loadBalancerArn(alb.arn()));

        HttpResponse<String> answer = get(apiId);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("InternalServerErrorException");
    }

    @Test
    void portWithoutAListenerIsUnavailable() {
        InternalAlb alb = steps.internalAlb("closed");
        String apiId = steps.publishedApi("closed", linkId, alb, "http://closed.internal:8081/{proxy}");

        assertThat(get(apiId).statusCode()).isEqualTo(503);
    }

    @Test
    void deletedLinkIsAConfigurationErrorOnceItIsGone() {
        String doomed = steps.vpcLink("doomed");
        InternalAlb alb = steps.internalAlb("unlinked");
        String apiId = steps.restApi("unlinked");
        String uri = "http://unlinked.internal/{proxy}";
        String everything = steps.resource(apiId, "/{proxy+}");
        steps.privateIntegration(apiId, everything, "${stageVariables.link}", alb, uri, true);
        steps.deploy(apiId, Map.of("link", doomed));
        assertThat(get(apiId).headers().firstValue("x-amzn-remapped-server")).contains("awselb/2.0");

        aws.links.deleteVpcLink(link -> link.vpcLinkId(doomed));

        assertThat(get(apiId).statusCode()).isBetween(500, 503);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(get(apiId).statusCode()).isEqualTo(500));
    }

    @Test
    void linkThatAStageServesCannotBeDeleted() {
        String used = steps.vpcLink("used");
        InternalAlb alb = steps.internalAlb("linked");
        String apiId = steps.publishedApi("linked", used, alb, "http://linked.internal/{proxy}");

        assertThatThrownBy(() -> aws.links.deleteVpcLink(link -> link.vpcLinkId(used)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(
                        "Cannot delete vpc link. Vpc link '" + used + "', is referenced in [" + apiId + ":ANY:")
                .hasMessageContaining("in format of [RESTApiId:Method:Resource:Stage].");

        aws.apis.deleteRestApi(api -> api.restApiId(apiId));
        aws.links.deleteVpcLink(link -> link.vpcLinkId(used));
    }

    private static void assertAnsweredByLoadBalancer(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(answer.headers().firstValue("x-amzn-remapped-server")).contains("awselb/2.0");
        assertThat(answer.headers().firstValue("x-amzn-errortype")).isEmpty();
    }

    private HttpResponse<String> get(String apiId) {
        return Invocation.HOST.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, "/x");
    }

    /** How often which status and instance answered. */
    private Map<String, Integer> answers(String apiId, int calls) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            HttpResponse<String> answer = get(apiId);
            String instance = answer.body().split(" ", 2)[0];
            counts.merge(answer.statusCode() + " " + instance, 1, Integer::sum);
        }
        return counts;
    }
}
