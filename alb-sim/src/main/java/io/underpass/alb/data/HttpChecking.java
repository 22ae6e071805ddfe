package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.wire.Upstream;
import java.util.function.Consumer;

/**
 * Asks an address of a target for a path, over HTTP or HTTPS.
 *
 * <p>Threads: confined to the timer's thread.
 *
 * @param trafficPort where the target takes its requests
 */
record HttpChecking(String address, int trafficPort, Targets targets, EventLoop eventLoop, Timer timer)
        implements Checking {

    private static final String HTTPS = "HTTPS";

    @Override
    public Timer.Cancellable begin(HealthCheckPlan plan, Consumer<CheckResult> result) {
        boolean secure = plan.protocol().equals(HTTPS);
        if (!secure && !plan.protocol().equals("HTTP")) {
            result.accept(CheckResult.internalError("health checks over " + plan.protocol() + " are not emulated"));
            return () -> {};
        }
        int port = plan.port().orElse(trafficPort);
        Upstream upstream = secure
                ? targets.toSecure(address, port, plan.timeout(), plan.timeout())
                : targets.to(address, port, plan.timeout(), plan.timeout());
        Probe probe = Probe.send(
                plan, upstream, HealthRequest.of(address, port, secure, plan.path(), eventLoop), timer, result);
        return probe::cancel;
    }
}
