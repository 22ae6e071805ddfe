package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IntegrationDeadlinesTest {

    private final IntegrationDeadlines deadlines = new IntegrationDeadlines();
    private final EmbeddedChannel channel = frozen();
    private final List<String> late = new ArrayList<>();
    private long nowMillis;

    @Test
    void timeIsUpWhenItIsUpAndNotBefore() {
        add("a", 1000);
        advance(999);
        assertThat(late).isEmpty();
        advance(1);
        assertThat(late).containsExactly("a@1000");
        advance(100_000);
        assertThat(late).hasSize(1);
    }

    @Test
    void eachCallHasItsOwnTime() {
        add("a", 1000);
        advance(400);
        add("b", 1000);
        advance(400);
        add("c", 1000);
        advance(5000, 1);
        assertThat(late).containsExactly("a@1000", "b@1400", "c@1800");
    }

    @Test
    void aStoppedCallIsNotLateAndItsNeighboursAre() {
        for (int stopped = 0; stopped < 3; stopped++) {
            late.clear();
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(add("" + i, 1000));
                advance(1);
            }
            calls.get(stopped).stopTimer();
            calls.get(stopped).stopTimer();
            advance(5000);
            assertThat(late).hasSize(2).noneMatch(("" + stopped)::startsWith);
        }
    }

    @Test
    void aCallThatBeginsAfterTheOldestHasEndedIsNotEarly() {
        Call first = add("a", 1000);
        advance(500);
        first.stopTimer();
        add("b", 1000);
        advance(2000, 1);
        assertThat(late).containsExactly("b@1500");
    }

    @Test
    void aShortTimeoutDoesNotWaitForALongOne() {
        add("long", 29_000);
        add("short", 50);
        advance(30_000, 50);
        assertThat(late).containsExactly("short@50", "long@29000");
    }

    @Test
    void aCallThatIsLateMayStopAndAddOthers() {
        Call second = new Call("b");
        add(
                new Call("a") {
                    @Override
                    void timedOut() {
                        super.timedOut();
                        second.stopTimer();
                        add("c", 1000);
                    }
                },
                1000);
        add(second, 1000);
        advance(5000, 1);
        assertThat(late).containsExactly("a@1000", "c@2000");
    }

    @Test
    void aCallThatFailsToEndKeepsNobodyFromEnding() {
        add(
                new Call("a") {
                    @Override
                    void timedOut() {
                        throw new IllegalStateException("a call with a defect");
                    }
                },
                1000);
        add("b", 1000);
        advance(2000, 1);
        assertThat(late).containsExactly("b@1000");
    }

    @Test
    void aCallCanWaitAgain() {
        Call call = add("a", 1000);
        call.stopTimer();
        add(call, 1000);
        advance(1000);
        add(call, 500);
        advance(500);
        assertThat(late).containsExactly("a@1000", "a@1500");
    }

    @Test
    void loopsHaveTheirOwnTime() {
        EmbeddedChannel other = frozen();
        add("a", 1000);
        add(new Call("b"), other, 1000);
        other.advanceTimeBy(1000, TimeUnit.MILLISECONDS);
        other.runScheduledPendingTasks();
        assertThat(late).containsExactly("b@0");
        advance(1000);
        assertThat(late).containsExactly("b@0", "a@1000");
    }

    @Test
    void runningCallsWithOneTimeoutShareOneTimer() {
        for (int i = 0; i < 100; i++) {
            add("a", 1000).stopTimer();
            add("b", 1000);
        }
        int tasks = 0;
        while (channel.runScheduledPendingTasks() != -1 && tasks < 100) {
            advance(1000);
            tasks++;
        }
        assertThat(tasks).isEqualTo(1);
        assertThat(late).hasSize(100);
    }

    @Test
    void noTimerStaysWhereNobodyWaits() {
        add("a", 1000).stopTimer();
        advance(1000);
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void nothingIsKeptOfACallThatHasEnded() {
        add("first", 1000);
        WeakReference<Call> stopped = stopped();
        add("last", 1000);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(stopped.get()).isNull();
        });
    }

    private WeakReference<Call> stopped() {
        Call call = add("gone", 1000);
        call.stopTimer();
        return new WeakReference<>(call);
    }

    @Test
    void agreesWithATimerForEachCall() {
        Random random = new Random(20260101);
        List<String> expected = new ArrayList<>();
        record Running(Call call, String name, long deadline) {}
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long end = nowMillis;
            running.removeIf(one -> {
                boolean due = one.deadline() <= end;
                if (due) {
                    expected.add(one.name() + '@' + one.deadline());
                }
                return due;
            });
            if (!running.isEmpty() && random.nextInt(4) == 0) {
                running.remove(random.nextInt(running.size())).call().stopTimer();
            } else {
                int timeout = new int[] {10, 50, 300}[random.nextInt(3)];
                running.add(new Running(add("" + i, timeout), "" + i, nowMillis + timeout));
            }
            if (random.nextBoolean()) {
                advance(1);
            }
        }
        late.removeIf(one -> running.stream().anyMatch(still -> one.startsWith(still.name() + '@')));
        assertThat(late).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(500);
    }

    private static EmbeddedChannel frozen() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        return channel;
    }

    private Call add(String name, long timeoutMillis) {
        return add(new Call(name), timeoutMillis);
    }

    private Call add(Call call, long timeoutMillis) {
        return add(call, channel, timeoutMillis);
    }

    private Call add(Call call, EmbeddedChannel on, long timeoutMillis) {
        EventLoop loop = on.eventLoop();
        deadlines.add(
                call, loop, Duration.ofMillis(timeoutMillis), loop.ticker().nanoTime());
        return call;
    }

    private void advance(long millis) {
        nowMillis += millis;
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private void advance(long millis, long step) {
        for (long passed = 0; passed < millis; passed += step) {
            advance(step);
        }
    }

    private class Call extends IntegrationDeadlines.Waiting {
        private final String name;

        Call(String name) {
            this.name = name;
        }

        @Override
        void timedOut() {
            late.add(name + '@' + nowMillis);
        }
    }
}
