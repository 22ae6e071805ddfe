package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewayv2.model.VpcLinkStatus;

/** A link that nobody uses loses its network interfaces, and gets them back when somebody does. */
class SleepingLinkTest {

    @Test
    void requestsWakeAnInactiveLinkAndTheFirstFail() {
        try (RunningEmulator emulator = new RunningEmulator(settings ->
                        settings.linkIdleTime(Duration.ofDays(60)).provisioningTime(Duration.ofSeconds(1)));
                AwsClients aws = new AwsClients(emulator.endpoint())) {
            TutorialSteps steps = new TutorialSteps(aws);
            InternalAlb alb = steps.internalAlb("quiet");
            String link = steps.vpcLink("edge");
            String apiId = steps.publishedApi("quiet", link, alb, "http://quiet.internal/{proxy}");
            emulator.stopTime();
            emulator.pass(Duration.ofDays(61));
            assertThat(status(aws, link)).isEqualTo(VpcLinkStatus.INACTIVE);

            HttpResponse<String> first = call(emulator, apiId);
            assertThat(first.statusCode()).isEqualTo(503);
            assertThat(first.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            assertThat(status(aws, link)).isEqualTo(VpcLinkStatus.INACTIVE);

            emulator.pass(Duration.ofSeconds(1));
            assertThat(status(aws, link)).isEqualTo(VpcLinkStatus.AVAILABLE);
            assertThat(call(emulator, apiId).headers().firstValue("x-amzn-remapped-server"))
                    .contains("awselb/2.0");
        }
    }

    private static VpcLinkStatus status(AwsClients aws, String link) {
        return aws.links.getVpcLink(one -> one.vpcLinkId(link)).vpcLinkStatus();
    }

    private static HttpResponse<String> call(RunningEmulator emulator, String apiId) {
        return Invocation.HOST.get(emulator.endpoint(), apiId, TutorialSteps.STAGE, "/x");
    }
}
