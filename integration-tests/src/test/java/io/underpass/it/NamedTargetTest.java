package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A target registered by name, as services of a compose file are; {@code localhost} is one that every machine knows. */
class NamedTargetTest {

    @Test
    void aNameIsATargetLikeAnAddress() {
        try (RunningEmulator emulator = new RunningEmulator();
                AwsClients aws = new AwsClients(emulator.endpoint());
                ServiceInstance orders = ServiceInstance.start("orders-1")) {
            TutorialSteps steps = new TutorialSteps(aws);
            String link = steps.vpcLink("edge");
            InternalAlb alb = steps.internalAlb("orders");
            aws.loadBalancers.registerTargets(group -> group.targetGroupArn(alb.targetGroupArn())
                    .targets(target -> target.id("localhost").port(orders.port())));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> steps.healthStates(alb).allMatch("healthy"::equals));
            String api = steps.publishedApi("orders", link, alb, "http://orders.internal/{proxy}");

            HttpResponse<String> answer =
                    Invocation.HOST.get(emulator.endpoint(), api, TutorialSteps.STAGE, "/orders/42");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).startsWith("orders-1 GET /orders/42");
        }
    }
}
