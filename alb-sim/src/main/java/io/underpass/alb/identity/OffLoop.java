package io.underpass.alb.identity;

import io.netty.channel.EventLoop;
import io.underpass.alb.Workers;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that would hold up an event loop, such as signing, done by a worker.
 *
 * <p>Threads: safe.
 */
public record OffLoop(Workers workers) {

    private static final Logger LOG = LoggerFactory.getLogger(OffLoop.class);

    /** Does {@code work} and hands what comes of it to {@code then} on {@code loop}: nothing where there is no result. */
    public <T> void run(EventLoop loop, Supplier<T> work, Consumer<Optional<T>> then) {
        workers.<Optional<T>>run(
                () -> Optional.of(work.get()),
                reason -> {
                    LOG.warn("nobody could be authenticated: {}", reason);
                    return Optional.empty();
                },
                loop,
                then);
    }
}
