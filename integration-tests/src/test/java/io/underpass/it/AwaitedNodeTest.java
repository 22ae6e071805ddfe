package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.emulator.AlbNode;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.node.NodeProcessSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.wire.FreePort;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** An edge that has just started has yet to hear of nodes that may have run all the time. */
class AwaitedNodeTest {

    private static final String TOKEN = "awaited";
    private static final int PORT = FreePort.any();
    private static final String ADDRESS = "127.0.78.1";

    @Test
    void aRequestWaitsForANodeThatMayYetRegister() {
        try (Underpass edge = edge(Duration.ofMinutes(5))) {
            String api = publishedApi(edge);

            CompletableFuture<HttpResponse<String>> early = CompletableFuture.supplyAsync(() -> get(edge, api));
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !early.isDone());
            try (AlbNode node = node(edge)) {
                await().until(() -> node.status().healthy());

                assertThat(early.join().statusCode()).isEqualTo(200);
                assertThat(early.join().body()).isEqualTo("from the node");
                assertThat(get(edge, api).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aNodeThatDoesNotRegisterIsUnreachable() {
        try (Underpass edge = edge(Duration.ofSeconds(3))) {
            String api = publishedApi(edge);

            assertThat(get(edge, api).statusCode()).isEqualTo(503);
            // A machine that is busy may take its time for one answer, but not for all of them.
            await().until(() -> {
                long before = System.nanoTime();
                assertThat(get(edge, api).statusCode()).isEqualTo(503);
                return Duration.ofNanos(System.nanoTime() - before).compareTo(Duration.ofSeconds(2)) < 0;
            });
        }
    }

    private static Underpass edge(Duration goneAfter) {
        return Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .nodes(new NodeSettings(
                        Optional.of(TOKEN), Set.of("late"), goneAfter, NodeSettings.DEFAULTS.connectTimeout()))
                .start();
    }

    private static AlbNode node(Underpass edge) {
        return AlbNode.start(
                new NodeProcessSettings(
                        "late",
                        "",
                        "127.0.0.1",
                        edge.endpoint().getPort(),
                        TOKEN,
                        Optional.of(ADDRESS),
                        Optional.of(ADDRESS),
                        Duration.ofSeconds(5)),
                OptionalInt.empty(),
                1,
                line -> {});
    }

    /** The id of an API in front of the load balancer {@code late}, which answers by itself. */
    private static String publishedApi(Underpass edge) {
        try (AwsClients aws = new AwsClients(edge.endpoint())) {
            var created = aws.loadBalancers
                    .createLoadBalancer(balancer -> balancer.name("late")
                            .scheme(LoadBalancerSchemeEnum.INTERNAL)
                            .type(LoadBalancerTypeEnum.APPLICATION)
                            .subnets("subnet-0a", "subnet-0b"))
                    .loadBalancers()
                    .get(0);
            String listenerArn = aws.loadBalancers
                    .createListener(listener -> listener.loadBalancerArn(created.loadBalancerArn())
                            .protocol(ProtocolEnum.HTTP)
                            .port(PORT)
                            .defaultActions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                                    .fixedResponseConfig(fixed -> fixed.statusCode("200")
                                            .contentType("text/plain")
                                            .messageBody("from the node"))))
                    .listeners()
                    .get(0)
                    .listenerArn();
            TutorialSteps steps = new TutorialSteps(aws, PORT);
            return steps.publishedApi(
                    "late",
                    steps.vpcLink("late"),
                    new InternalAlb(created.loadBalancerArn(), created.dnsName(), listenerArn, ""),
                    "http://late.internal:" + PORT + "/{proxy}");
        }
    }

    private static HttpResponse<String> get(Underpass edge, String api) {
        return Invocation.HOST.get(edge.endpoint(), api, TutorialSteps.STAGE, "/x");
    }
}
