package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.wire.ProxyHeader;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.function.Consumer;

/**
 * Asks an address of a target for a path, over HTTP or HTTPS, or for no more than a connection, over TCP.
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
        if (plan.protocol().equals("TCP")) {
            return TcpChecking.begin(targets, eventLoop, address, plan.port().orElse(trafficPort), plan, result);
        }
        boolean secure = plan.protocol().equals(HTTPS);
        if (!secure && !plan.protocol().equals("HTTP")) {
            result.accept(CheckResult.internalError("health checks over " + plan.protocol() + " are not emulated"));
            return () -> {};
        }
        int port = plan.port().orElse(trafficPort);
        UpstreamRequest request = plan.version() == ProtocolVersion.GRPC
                ? HealthRequest.ofGrpc(address, port, secure, plan.path(), eventLoop)
                : HealthRequest.of(address, port, secure, plan.path(), eventLoop);
        Probe probe = Probe.send(plan, upstream(plan, port, secure), request, timer, result);
        return probe::cancel;
    }

    /** Targets of HTTP/2 are asked by HTTP/2, over the connection that requests take too (a guess). */
    private Upstream upstream(HealthCheckPlan plan, int port, boolean secure) {
        if (plan.version() != ProtocolVersion.HTTP1) {
            return targets.http2(address, port, secure, plan.timeout(), plan.timeout());
        }
        if (plan.announced()) {
            return targets.alone(address, port, secure, ProxyHeader.own(), plan.timeout(), plan.timeout());
        }
        return secure
                ? targets.toSecure(address, port, plan.timeout(), plan.timeout())
                : targets.to(address, port, plan.timeout(), plan.timeout());
    }
}
