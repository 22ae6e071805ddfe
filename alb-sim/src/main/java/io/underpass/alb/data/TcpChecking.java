package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.wire.Failure;
import io.underpass.wire.ProxyHeader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One health check over TCP: a target that takes a connection is healthy.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class TcpChecking {

    private final Consumer<CheckResult> result;
    private boolean over;

    private TcpChecking(Consumer<CheckResult> result) {
        this.result = result;
    }

    /** Connects; {@code result} is told once, unless the check is cancelled before. */
    static Timer.Cancellable begin(
            Targets targets,
            EventLoop eventLoop,
            String host,
            int port,
            HealthCheckPlan plan,
            Consumer<CheckResult> result) {
        TcpChecking checking = new TcpChecking(result);
        if (plan.announced()) {
            targets.knock(eventLoop, host, port, ProxyHeader.own(), plan.timeout(), checking::found);
        } else {
            targets.knock(eventLoop, host, port, plan.timeout(), checking::found);
        }
        return () -> checking.over = true;
    }

    private void found(Optional<Failure> failure) {
        if (!over) {
            over = true;
            result.accept(failure.<CheckResult>map(CheckResult::of)
                    .orElseGet(() -> new CheckResult.Passed(CheckResult.NO_CODE)));
        }
    }
}
