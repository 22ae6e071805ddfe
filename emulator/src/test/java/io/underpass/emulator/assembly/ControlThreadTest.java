package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.EventLoops;
import java.util.concurrent.CompletableFuture;
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

            assertThat(second.get(5, TimeUnit.SECONDS))
                    .as("a thread that an exception has ended is replaced")
                    .isSameAs(first.join());
        }
    }
}
