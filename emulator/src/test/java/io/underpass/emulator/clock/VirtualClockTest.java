package io.underpass.emulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.underpass.alb.data.Timer;
import io.underpass.wire.EventLoops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final Instant NOON = Instant.parse("2030-06-01T12:00:00Z");

    private final EventLoops loops = EventLoops.of(2);
    private final EventLoop loop = loops.next();
    private final VirtualClock clock = new VirtualClock(loops);
    private final Timer timer = clock.timer(loop);
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void itIsTheMachinesTimeUntilItIsMoved() {
        assertIsTheMachinesTime();
        assertThat(clock.isFrozen()).isFalse();

        clock.advance(Duration.ofDays(1));

        assertThat(clock.ahead()).isCloseTo(Duration.ofDays(1), Duration.ofMinutes(1));
        clock.reset();
        assertThat(clock.ahead()).isZero();
        assertIsTheMachinesTime();
    }

    private void assertIsTheMachinesTime() {
        Instant before = Instant.now();
        assertThat(clock.instant()).isBetween(before, Instant.now());
        long beforeMillis = System.currentTimeMillis();
        assertThat(clock.millis()).isBetween(beforeMillis, System.currentTimeMillis());
    }

    @Test
    void aFrozenClockMovesByWhatItIsTold() {
        clock.freeze();
        clock.setTo(NOON);
        clock.advance(Duration.ofMinutes(5));

        assertThat(clock.isFrozen()).isTrue();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(300));
        assertThat(clock.millis()).isEqualTo(NOON.plusSeconds(300).toEpochMilli());
        clock.resume();
        assertThat(clock.isFrozen()).isFalse();
        assertThat(clock.instant()).isBetween(NOON.plusSeconds(300), NOON.plusSeconds(400));
    }

    @Test
    void tasksRunInTheirOrderAtTheirTimeOnTheirEventLoop() {
        clock.freeze();
        clock.setTo(NOON);
        note(Duration.ofMinutes(3), "third");
        note(Duration.ofMinutes(1), "first");
        note(Duration.ofMinutes(2), "second");
        note(Duration.ofMinutes(6), "later");

        clock.advance(Duration.ofMinutes(5));

        assertThat(log)
                .containsExactly(
                        "first 2030-06-01T12:01:00Z true",
                        "second 2030-06-01T12:02:00Z true",
                        "third" + " 2030-06-01T12:03:00Z true");
        clock.advance(Duration.ofMinutes(1));
        assertThat(log).hasSize(4);
    }

    @Test
    void whatIsDoneAtOnceIsDoneBeforeTimePasses() {
        clock.freeze();
        clock.setTo(NOON);
        timer.schedule(Duration.ZERO, () -> note(Duration.ofMinutes(1), "made at once"));

        clock.advance(Duration.ofMinutes(1));

        assertThat(log).containsExactly("made at once 2030-06-01T12:01:00Z true");
    }

    @Test
    void timeDoesNotPassOverWorkThatIsUnderWay() {
        clock.freeze();
        clock.setTo(NOON);
        timer.schedule(Duration.ofSeconds(1), () -> {
            Runnable done = timer.working();
            timer.machine().schedule(Duration.ofMillis(50), () -> {
                log.add("answered " + clock.instant());
                done.run();
                done.run();
            });
        });
        note(Duration.ofSeconds(2), "next");

        clock.advance(Duration.ofSeconds(2));

        assertThat(log).containsExactly("answered 2030-06-01T12:00:01Z", "next 2030-06-01T12:00:02Z true");
    }

    @Test
    void ofAVeryLongTimeOnlyTheBeginningIsDoneStepByStep() {
        AtomicInteger runs = new AtomicInteger();
        clock.freeze();
        repeat(Duration.ofSeconds(5), runs);

        clock.advance(Duration.ofDays(365));

        assertThat(runs).hasValueBetween(1000, 1010);
        clock.advance(Duration.ofSeconds(50));
        assertThat(runs).hasValueBetween(1010, 1020);
    }

    @Test
    void whoeverRemembersIsToldThatTimeWentBack() {
        clock.whenSetBack(now -> {
            log.add(now.toString());
            return CompletableFuture.completedFuture(null);
        });
        clock.freeze();
        clock.setTo(NOON);
        clock.setTo(NOON.plusSeconds(1));
        assertThat(log).isEmpty();

        clock.setTo(NOON.minusSeconds(60));
        assertThat(log).containsExactly("2030-06-01T11:59:00Z");
        clock.reset();
        assertThat(log).hasSize(2);
        clock.setTo(Instant.parse("2001-01-01T00:00:00Z"));
        clock.reset();
        assertThat(log).as("which is later").hasSize(3);
    }

    @Test
    void followersAreToldOfATimeToWhichItCouldNotWhollyBeSet() {
        AtomicReference<ShownTime> told = new AtomicReference<>(ShownTime.MACHINE);
        clock.followedBy(new Followers() {
            @Override
            public CompletionStage<?> ready() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<?> follow(ShownTime time) {
                told.set(time);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public List<String> behind() {
                return List.of();
            }
        });
        clock.freeze();
        clock.setTo(NOON);
        clock.whenSetBack(now -> {
            throw new IllegalStateException("too busy to forget");
        });
        Instant earlier = NOON.minusSeconds(60);

        assertThatThrownBy(() -> clock.setTo(earlier)).hasMessageContaining("too busy to forget");

        assertThat(clock.instant()).isEqualTo(earlier);
        assertThat(told.get().stopped()).contains(earlier);
    }

    @Test
    void whatIsTakenBackDoesNotRun() {
        timer.schedule(Duration.ofMinutes(1), () -> log.add("taken back")).cancel();

        clock.advance(Duration.ofHours(1));

        assertThat(log).isEmpty();
    }

    @Test
    void timeGoesOnAsOnTheMachineAfterwards() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        timer.schedule(Duration.ofSeconds(60), () -> ran.complete(loop.inEventLoop()));

        clock.advance(Duration.ofMillis(59_950));

        assertThat(ran.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aFrozenClockRunsNothingOfItsOwn() throws Exception {
        clock.freeze();
        timer.schedule(Duration.ofMillis(1), () -> log.add("ran"));
        CompletableFuture<Boolean> machine = new CompletableFuture<>();
        timer.machine().schedule(Duration.ofMillis(30), () -> machine.complete(true));

        machine.get(1, TimeUnit.MINUTES);
        assertThat(log).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(log).containsExactly("ran");
    }

    @Test
    void goingBackLetsNothingFallDueAndTasksWaitAsLongAsBefore() {
        clock.freeze();
        clock.setTo(NOON);
        note(Duration.ofMinutes(1), "task");

        clock.setTo(NOON.minus(Duration.ofDays(400)));

        assertThat(clock.instant()).isEqualTo(NOON.minus(Duration.ofDays(400)));
        clock.advance(Duration.ofSeconds(59));
        assertThat(log).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(log).hasSize(1);
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set it instead");
        assertThatThrownBy(() -> clock.setTo(Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("36500 days");
    }

    private void note(Duration delay, String what) {
        timer.schedule(delay, () -> log.add(what + " " + clock.instant() + " " + loop.inEventLoop()));
    }

    private void repeat(Duration interval, AtomicInteger runs) {
        timer.schedule(interval, () -> {
            runs.incrementAndGet();
            repeat(interval, runs);
        });
    }
}
