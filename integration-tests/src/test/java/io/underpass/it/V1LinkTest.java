package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.GetVpcLinkResponse;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.VpcLinkStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;

/** VPC links of the first version, and what hangs on them. */
class V1LinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aLoadBalancerStaysAsLongAsALinkLeadsToIt() {
        try (RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
                AwsClients aws = new AwsClients(emulator.endpoint())) {
            String arn = networkLoadBalancer(aws);
            String link = link(aws, arn);

            assertThatThrownBy(() -> delete(aws, arn)).isInstanceOfSatisfying(ResourceInUseException.class, refused -> {
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ResourceInUse");
                assertThat(refused.awsErrorDetails().errorMessage())
                        .isEqualTo("Load balancer '" + arn
                                + "' cannot be deleted because it is currently associated with another service");
            });

            aws.apis.deleteVpcLink(one -> one.vpcLinkId(link));
            await().atMost(PATIENCE).until(() -> isGone(aws, link));
            delete(aws, arn);
            assertThat(aws.loadBalancers.describeLoadBalancers().loadBalancers())
                    .isEmpty();
        }
    }

    @Test
    void aLinkThatFailedKeepsNoLoadBalancer() {
        try (RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
                AwsClients aws = new AwsClients(emulator.endpoint())) {
            String arn = networkLoadBalancer(aws);
            String holder = link(aws, arn);
            String failed = link(aws, arn);
            assertThat(status(aws, failed)).isEqualTo(VpcLinkStatus.FAILED);
            aws.apis.deleteVpcLink(one -> one.vpcLinkId(holder));
            await().atMost(PATIENCE).until(() -> isGone(aws, holder));

            delete(aws, arn);

            assertThat(status(aws, failed)).isEqualTo(VpcLinkStatus.FAILED);
        }
    }

    /** On AWS the call waits for the link. */
    @Test
    void aDeploymentDoesNotWaitForItsLinkAndRequestsSayWhatTheyWaitFor() throws Exception {
        try (RunningEmulator emulator =
                        new RunningEmulator(settings -> settings.provisioningTime(Duration.ofMinutes(10)));
                AwsClients aws = new AwsClients(emulator.endpoint())) {
            String link = link(aws, networkLoadBalancer(aws));
            String api = deployed(aws, link);
            assertThat(status(aws, link)).isEqualTo(VpcLinkStatus.PENDING);

            HttpResponse<String> early = Invocation.HOST.get(emulator.endpoint(), api, TutorialSteps.STAGE, "/");
            assertThat(early.statusCode()).isNotEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(journal(emulator.endpoint(), api)).contains("VPC link " + link + " is PENDING"));

            emulator.pass(Duration.ofMinutes(11));
            assertThat(status(aws, link)).isEqualTo(VpcLinkStatus.AVAILABLE);
            Invocation.HOST.get(emulator.endpoint(), api, TutorialSteps.STAGE, "/");
            await().untilAsserted(
                            () -> assertThat(journal(emulator.endpoint(), api)).doesNotContain("is PENDING"));
        }
    }

    private static String networkLoadBalancer(AwsClients aws) {
        return aws.loadBalancers
                .createLoadBalancer(balancer ->
                        balancer.name("wire").type(LoadBalancerTypeEnum.NETWORK).subnets("subnet-0a"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    private static String link(AwsClients aws, String loadBalancerArn) {
        return aws.apis
                .createVpcLink(one -> one.name("edge").targetArns(loadBalancerArn))
                .id();
    }

    private static void delete(AwsClients aws, String loadBalancerArn) {
        aws.loadBalancers.deleteLoadBalancer(one -> one.loadBalancerArn(loadBalancerArn));
    }

    private static VpcLinkStatus status(AwsClients aws, String link) {
        GetVpcLinkResponse found = aws.apis.getVpcLink(one -> one.vpcLinkId(link));
        return found.status();
    }

    private static boolean isGone(AwsClients aws, String link) {
        try {
            status(aws, link);
            return false;
        } catch (NotFoundException gone) {
            return true;
        }
    }

    private static String deployed(AwsClients aws, String link) {
        String api = aws.apis.createRestApi(one -> one.name("early")).id();
        String root =
                aws.apis.getResources(all -> all.restApiId(api)).items().get(0).id();
        aws.apis.putMethod(method ->
                method.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        aws.apis.putIntegration(put -> put.restApiId(api)
                .resourceId(root)
                .httpMethod("GET")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("GET")
                .connectionType(ConnectionType.VPC_LINK)
                .connectionId(link)
                .uri("http://wire.internal/"));
        aws.apis.createDeployment(deployment -> deployment.restApiId(api).stageName(TutorialSteps.STAGE));
        return api;
    }

    /** The Journal's newest entry of the API. */
    private static String journal(URI endpoint, String api) throws Exception {
        URI newest = endpoint.resolve("/_underpass/journal?limit=1&api=" + api);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(newest).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
