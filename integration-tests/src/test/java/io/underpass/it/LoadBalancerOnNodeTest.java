package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.node.NodeProcessSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract, on a node for each load balancer; and what nodes alone can do. Each node has a loopback address of its own. */
class LoadBalancerOnNodeTest extends LoadBalancerContract {

    private final Map<String, AlbNode> nodes = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    @Override
    void place(String name) {
        String address = addresses.computeIfAbsent(name, other -> "127.0.77." + (addresses.size() + 1));
        NodeProcessSettings settings = new NodeProcessSettings(
                name,
                "",
                "127.0.0.1",
                underpass.endpoint().getPort(),
                TOKEN,
                Optional.of(address),
                Optional.of(address),
                Duration.ofSeconds(5));
        nodes.put(name, AlbNode.start(settings, OptionalInt.empty(), 1, line -> {}));
        await().until(() -> nodes.get(name).status().healthy());
    }

    @AfterAll
    void stopNodes() {
        nodes.values().forEach(AlbNode::close);
    }

    @Test
    void theControlApiShowsWhereEachRuns() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("shown", only);

            assertThat(aws.loadBalancers
                            .describeLoadBalancers(balancers -> balancers.loadBalancerArns(alb.arn()))
                            .loadBalancers()
                            .get(0)
                            .availabilityZones()
                            .get(0)
                            .loadBalancerAddresses())
                    .singleElement()
                    .satisfies(
                            address -> assertThat(address.privateIPv4Address()).isEqualTo(addresses.get("shown")));
        }
    }

    @Test
    void aNodeThatIsGoneMakesItsLoadBalancerUnreachableUntilItReturns() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            String api = published("lost", only);
            assertThat(get(api, "/x").statusCode()).isEqualTo(200);

            AlbNode stopped = nodes.remove("lost");
            stopped.close();

            HttpResponse<String> answer = get(api, "/x");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
            JsonNode failure = explained(api, "/x").get("failure");
            assertThat(failure.get("step").textValue()).isEqualTo("node");
            assertThat(failure.get("reason").textValue())
                    .contains("node lost at " + addresses.get("lost") + ":" + PORT)
                    .contains("last heard of");
            place("lost");
            await().until(() -> get(api, "/x").statusCode() == 200);
        }
    }
}
