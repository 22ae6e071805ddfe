package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.EventLoops;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ControlThreadTest {

    @Test
    void aCallWhoseEventLoopHasEndedMeanwhileEndsWithoutAWord() throws Exception {
        EventLoops loops = EventLoops.of(1);
        var loop = loops.next();
        loops.close();
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        try (ControlThread control = new ControlThread()) {
            control.execute(() -> {
                first.complete(Thread.currentThread());
                loop.execute(() -> {});
            });
            control.execute(() -> second.complete(Thread.currentThread()));

            assertThat(second.get(5, TimeUnit.SECONDS))
                    .as("a thread that an exception has ended is replaced")
                    .isSameAs(first.join());
        }
    }

    @Test
    void whoWaitsForACallThatWillNotBeRunIsTold() throws Exception {
        ControlThread control = new ControlThread();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        control.execute(() -> {
            begun.countDown();
            LockSupport.parkNanos(Duration.ofSeconds(30).toNanos()); // until it is interrupted
        });
        begun.await();
        FutureTask<Integer> waiting = new FutureTask<>(() -> 1);
        control.execute(waiting);
        Thread caller = new Thread(() -> {
            try {
                control.call(() -> 2);
            } catch (ExecutionException | RuntimeException e) {
                outcome.complete(e);
            }
        });
        caller.start();

        control.close(Duration.ofMillis(50));

        assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(RejectedExecutionException.class);
        assertThat(waiting).isCancelled();
    }

    @Test
    void whoWaitsWithoutAThreadIsToldOfFailuresToo() throws Exception {
        ControlThread control = new ControlThread();
        control.submit(() -> {}).get(5, TimeUnit.SECONDS);
        CompletableFuture<Void> failed = control.submit(() -> {
            throw new IllegalStateException("no");
        });
        assertThat(failed)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("no");
        CountDownLatch begun = new CountDownLatch(1);
        control.execute(() -> {
            begun.countDown();
            LockSupport.parkNanos(Duration.ofSeconds(30).toNanos()); // until it is interrupted
        });
        begun.await();
        CompletableFuture<Void> never = control.submit(() -> {});

        control.close(Duration.ofMillis(50));

        assertThat(never).isCompletedExceptionally();
        assertThat(control.submit(() -> {})).isCompletedExceptionally();
    }
}
