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

            assertThat(second.get(1, TimeUnit.MINUTES))
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
            untilInterrupted();
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

        assertThat(outcome.get(1, TimeUnit.MINUTES)).isInstanceOf(RejectedExecutionException.class);
        assertThat(waiting).isCancelled();
    }

    @Test
    void whoWaitsWithoutAThreadIsToldOfFailuresToo() throws Exception {
        ControlThread control = new ControlThread();
        control.submit(() -> {}).get(1, TimeUnit.MINUTES);
        CompletableFuture<Void> failed = control.submit(() -> {
            throw new IllegalStateException("no");
        });
        assertThat(failed)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withMessageContaining("no");
        CountDownLatch begun = new CountDownLatch(1);
        control.execute(() -> {
            begun.countDown();
            untilInterrupted();
        });
        begun.await();
        CompletableFuture<Void> never = control.submit(() -> {});

        control.close(Duration.ofMillis(50));

        assertThat(never).isCompletedExceptionally();
        assertThat(control.submit(() -> {})).isCompletedExceptionally();
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
