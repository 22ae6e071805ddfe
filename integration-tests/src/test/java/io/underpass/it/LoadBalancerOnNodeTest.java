package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.underpass.emulator.AlbNode;
import io.underpass.emulator.node.NodeProcessSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract, on a node for each load balancer; and what nodes alone can do. Each node has a loopback address of its own. */
class LoadBalancerOnNodeTest extends LoadBalancerContract {

    private final Map<String, AlbNode> nodes = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    void place(String name) {
        String address = addresses.computeIfAbsent(name, other -> "127.0.77." + taken.incrementAndGet());
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
    void aRequestStraightToANodeIsInTheJournalAsWell() {
        try (ServiceInstance only = ServiceInstance.start("only")) {
            InternalAlb alb = balancer("straight", only);
            URI straight = URI.create("http://" + addresses.get("straight") + ":" + PORT + "/past-the-edge");

            assertThat(send(HttpRequest.newBuilder(straight).build()).statusCode())
                    .isEqualTo(200);

            JsonNode entry = await().atMost(Duration.ofSeconds(90))
                    .until(() -> newest("/past-the-edge"), found -> !found.isMissingNode());
            assertThat(entry.get("status").intValue()).isEqualTo(200);
            assertThat(entry.get("httpMethod").textValue()).isEqualTo("GET");
            assertThat(entry.get("client").textValue()).startsWith("127.0.0.1:");
            assertThat(entry.get("responseBytes").longValue()).isPositive();
            assertThat(entry.at("/route/node").textValue())
                    .isEqualTo("node straight at " + addresses.get("straight") + ", without the edge");
            assertThat(entry.at("/route/loadBalancer").textValue()).isEqualTo(alb.arn());
            assertThat(entry.at("/route/target").textValue()).isEqualTo("127.0.0.1:" + only.port());
            assertThat(entry.has("awaits")).isFalse();
        }
    }

    /** The Journal's newest entry of a request for {@code target}. */
    private JsonNode newest(String target) throws IOException {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/journal?limit=1000"))
                        .build());
        for (JsonNode entry : new ObjectMapper().readTree(answer.body()).get("entries")) {
            if (entry.get("target").textValue().equals(target)) {
                return entry;
            }
        }
        return MissingNode.getInstance();
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
