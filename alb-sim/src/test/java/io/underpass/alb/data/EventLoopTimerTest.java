package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventLoopTimerTest {

    private final EventLoop loop = new DefaultEventLoop();
    private final Timer timer = new EventLoopTimer(loop);

    @AfterEach
    void stop() throws InterruptedException {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    @Test
    void runsTasksOnTheEventLoop() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        timer.schedule(Duration.ofMillis(1), () -> ran.complete(loop.inEventLoop()));
        assertThat(ran.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotRunWhatWasTakenBack() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        loop.execute(
                () -> { // Which can run nothing else before this is over.
                    timer.schedule(Duration.ofMillis(1), () -> ran.set(true)).cancel();
                    timer.schedule(Duration.ofMillis(2), () -> later.complete(true));
                });
        later.get(30, TimeUnit.SECONDS);
        assertThat(ran).isFalse();
    }

    @Test
    void isSilentOnceTheEventLoopIsDown() throws Exception {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        AtomicBoolean ran = new AtomicBoolean();
        timer.schedule(Duration.ZERO, () -> ran.set(true)).cancel();
        assertThat(ran).isFalse();
    }
}
