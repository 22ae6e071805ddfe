package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.Targets;
import io.underpass.wire.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One health check over TCP: a target that takes a connection is healthy.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class ConnectProbe {

    private final Consumer<CheckResult> result;
    private boolean over;

    private ConnectProbe(Consumer<CheckResult> result) {
        this.result = result;
    }

    /** Connects; {@code result} is told once, unless the probe is cancelled before. */
    static ConnectProbe start(
            Targets targets,
            EventLoop eventLoop,
            String host,
            int port,
            Duration timeout,
            Consumer<CheckResult> result) {
        ConnectProbe probe = new ConnectProbe(result);
        targets.knock(eventLoop, host, port, timeout, probe::found);
        return probe;
    }

    /** Gives up without a result. */
    void cancel() {
        over = true;
    }

    private void found(Optional<Failure> failure) {
        if (!over) {
            over = true;
            result.accept(failure.<CheckResult>map(CheckResult::of).orElseGet(CheckResult.Passed::new));
        }
    }
}
