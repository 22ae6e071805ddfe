package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.journal.JournalFilter;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.Flow;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the edge knows of the times that nodes go by. */
class NodeTimesTest {

    private static final ShownTime LATER = new ShownTime(Optional.of(Duration.ofMinutes(5)), Optional.empty());

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private final Journal journal = new Journal(10, clock, new RandomIds(new SecureRandom()));
    private NodeRegistry registry;

    @BeforeEach
    void expectANode() {
        registry = new NodeRegistry(
                new NodeSettings(
                        Optional.of("secret"), Set.of("orders"), Duration.ofSeconds(10), Duration.ofSeconds(1)),
                new Scope("000000000000", "us-east-1"),
                (host, port, connect, idle) -> (asked, sink) -> Flow.NONE,
                10,
                journal,
                clock,
                (name, host, port, connect, idle) -> {
                    throw new AssertionError("no listener has TLS");
                });
    }

    @Test
    void whoeverWaitsForANodeToFollowFindsWhatItHasReportedWithThat() {
        poll(0);
        registry.goBy(LATER);
        List<Integer> known = new ArrayList<>();
        registry.whenFollowed(
                () -> known.add(journal.newest(JournalFilter.ALL, 10).size()));

        registry.report(report(LATER));

        assertThat(known).containsExactly(1);
        assertThat(registry.behind()).isEmpty();
    }

    @Test
    void whatANodeGoesByThatWasThereBeforeTheEdgeIsNotKnownUntilItSaysSo() {
        poll(7);
        assertThat(registry.behind()).containsExactly("orders");
        assertThat(registry.haveFollowed()).isFalse();

        registry.report(report(ShownTime.MACHINE));

        assertThat(registry.behind()).isEmpty();
    }

    @Test
    void aNodeThatIsNewGoesByTheMachine() {
        poll(0);

        assertThat(registry.behind()).isEmpty();
    }

    @Test
    void nobodyWaitsForNodesOnceTheEmulatorIsClosed() throws Exception {
        DefaultEventLoop timer = new DefaultEventLoop();
        FollowingNodes following = new FollowingNodes(registry, Runnable::run, timer);
        poll(0);
        CompletableFuture<?> waiting = following.follow(LATER).toCompletableFuture();
        assertThat(waiting).isNotDone();

        timer.shutdownGracefully(0, 0, TimeUnit.SECONDS);

        waiting.get(1, TimeUnit.MINUTES);
        assertThat(following.behind()).containsExactly("orders");
    }

    private void poll(long version) {
        Poll poll = new Poll("orders", "", "a", "127.0.0.1", version, 0, List.of());
        assertThat(registry.poll(poll, new WaitingPoll(FakeExchange.of("POST", "/"), "127.0.0.1"), "127.0.0.1"))
                .isEmpty();
    }

    /** Of a node that one client has come straight to. */
    private static Report report(ShownTime time) {
        Report.StraightSeen straight = new Report.StraightSeen(0, "192.0.2.1:50000", "GET", "/", 200, 0, 0, 1, "", "");
        return new Report(
                "orders",
                "",
                "a",
                List.of(),
                List.of(),
                new Report.Counters(0, 0, 0, 0, 0, 0, 0),
                List.of(new Report.ExchangeSeen("", List.of(), "", "", Optional.of(straight))),
                List.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                time);
    }
}
