package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.emulator.journal.Journal;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.Flow;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.WholeResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** A request for a load balancer whose node is not quite there. */
class AwaitedNodeTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/late/0123456789abcdef";
    private static final String LISTENER = ARN.replace(":loadbalancer/", ":listener/") + "/0000000000000000";
    private static final Duration GONE_AFTER = Duration.ofSeconds(10);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final RandomIds ids = new RandomIds(new SecureRandom());
    private final FakeExchange request = FakeExchange.get("/x");
    private NodeRegistry registry;
    private int sent;

    @BeforeEach
    void expectANode() {
        registry = new NodeRegistry(
                new NodeSettings(Optional.of("secret"), Set.of("late"), GONE_AFTER, Duration.ofSeconds(1)),
                SCOPE,
                (host, port, connect, idle) -> (asked, sink) -> {
                    sent++;
                    WholeResponse.empty(HttpResponseStatus.OK, new DefaultHttpHeaders())
                            .sendTo(request);
                    return Flow.NONE;
                },
                10,
                new Journal(10, clock, ids),
                clock,
                (name, host, port, connect, idle) -> {
                    throw new AssertionError("no listener has TLS");
                });
        registry.follow(oneListener(80));
    }

    @Test
    void aRequestWaitsUntilTheNodeSaysThatItServes() {
        send();
        pass(A_WHILE);
        poll("a", 0, 0);
        pass(A_WHILE);
        assertThat(sent).as("registered, its listeners not yet open").isZero();

        poll("a", 7, 0);
        pass(A_WHILE);

        assertThat(sent).isEqualTo(1);
        assertThat(request.status()).isEqualTo(200);
    }

    @Test
    void aRequestWaitsForANodeThatRegistersJustBeforeTheTimeIsUp() {
        send();
        pass(GONE_AFTER);
        poll("a", 0, 0);
        pass(A_WHILE);
        assertThat(request.failure()).isEmpty();

        poll("a", 7, 0);
        pass(A_WHILE);

        assertThat(request.status()).isEqualTo(200);
    }

    @Test
    void aNodeThatWasStartedAgainIsAwaitedToo() {
        poll("a", 7, 0);
        poll("b", 0, 0);
        send();
        pass(A_WHILE);
        assertThat(sent).isZero();

        poll("b", 8, 0);
        pass(A_WHILE);

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aNodeThatServedAllTheTimeIsNotAwaited() {
        poll("a", 7, 0);

        send();

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aListenerThatMovesIsAwaitedUntilTheNodeHasHeardOfIt() {
        poll("a", 7, 0);
        registry.follow(oneListener(81));
        send();
        pass(A_WHILE);
        assertThat(sent).isZero();

        poll("a", Long.MAX_VALUE, 0);
        pass(A_WHILE);

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void changesOfOtherKindsAreNot() {
        poll("a", 7, 0);
        AlbState before = oneListener(80);
        registry.follow(before.with(before.listeners().get(LISTENER).withTags(TreePMap.singleton("a", "b"))));

        send();

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aNodeThatDoesNotTakeTheMoveIsTriedInTheEnd() {
        poll("a", 7, 0);
        registry.follow(oneListener(81));
        for (Duration over = Duration.ZERO; over.compareTo(GONE_AFTER) <= 0; over = over.plus(A_WHILE)) {
            poll("a", 7, 0);
            pass(A_WHILE);
        }

        send();

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aNodeThatCannotServeWhatItIsGivenIsNotAwaitedAnyLonger() {
        poll("a", 0, 0);
        send();
        poll("a", 0, 7);

        pass(A_WHILE);

        assertThat(sent).isEqualTo(1);
    }

    @Test
    void aNodeThatNeverRegistersIsUnreachableInTheEnd() {
        send();
        pass(GONE_AFTER);
        assertThat(request.failure()).isEmpty();

        pass(A_WHILE);

        assertThat(request.failure().orElseThrow().detail()).contains("no node of that name has registered");
        assertThat(sent).isZero();
    }

    @Test
    void aNodeThatRegistersAndFallsSilentIsUnreachableInTheEnd() {
        send();
        poll("a", 0, 0);

        pass(GONE_AFTER.plus(A_WHILE));

        assertThat(request.failure().orElseThrow().detail()).contains("it is silent");
        assertThat(sent).isZero();
    }

    private void send() {
        NodeUpstream way = registry.placements().onNode(LISTENER).orElseThrow();
        request.producer(way.send(
                new UpstreamRequest(
                        request.request(), request.body(), request.eventLoop(), request.peer(), request.trail()),
                request));
    }

    private void poll(String instance, long version, long refused) {
        FakeExchange call = FakeExchange.of("POST", "/");
        Poll poll = new Poll("late", "", instance, "10.0.0.1", version, refused, List.of());
        assertThat(registry.poll(poll, new WaitingPoll(call, "10.0.0.1"), "10.0.0.1"))
                .isEmpty();
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
        request.advance(time);
    }

    private static AlbState oneListener(int port) {
        LoadBalancer loadBalancer = new LoadBalancer(
                SCOPE,
                ARN,
                "late",
                "internal-late-1.us-east-1.elb.amazonaws.com",
                "Z35SXDOTRQ7X7K",
                Instant.EPOCH,
                Instant.EPOCH,
                "internal",
                "vpc-1",
                "application",
                List.of(),
                List.of(),
                "ipv4",
                Map.of(),
                TreePMap.empty());
        Listener listener = new Listener(
                LISTENER,
                ARN,
                "HTTP",
                port,
                List.of(),
                LISTENER.replace(":listener/", ":listener-rule/") + "/0",
                Map.of(),
                TreePMap.empty());
        return AlbState.EMPTY.with(loadBalancer).with(listener);
    }
}
