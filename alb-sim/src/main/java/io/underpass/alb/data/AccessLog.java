package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.LoadBalancerLogs.Kind;
import io.underpass.alb.LoadBalancerLogs.Log;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.LogSettings.Destination;
import io.underpass.wire.Exchange;
import io.underpass.wire.HeadPolicy.Remark;
import io.underpass.wire.Peer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log of a load balancer that keeps one: a line for each request, once it is over.
 *
 * <p>Threads: safe; an exchange is logged on its event loop.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final Observers observers;
    private final InstantSource clock;
    private final TraceId traceIds;
    private final Log log;

    private AccessLog(Phases phases, Log log) {
        this.observers = phases.observers();
        this.clock = phases.clock();
        this.traceIds = phases.traceIds();
        this.log = log;
    }

    /** That of {@code loadBalancer}; empty where it keeps none. */
    static Optional<AccessLog> of(CompiledLoadBalancer loadBalancer, Phases phases) {
        return loadBalancer
                .logs()
                .access()
                .filter(place -> phases.observers().log())
                .map(place -> new AccessLog(phases, log(Kind.ACCESS, loadBalancer, place)));
    }

    /** The name of one of its logs. */
    static Log log(Kind kind, CompiledLoadBalancer loadBalancer, Destination place) {
        return new Log(kind, loadBalancer.scope(), loadBalancer.resourceId(), place.bucket(), place.prefix());
    }

    /** What is to be known of {@code exchange}. */
    LoggedFacts begin(Exchange exchange, ListenerEntry at) {
        return new LoggedFacts(exchange, at, clock.instant());
    }

    /** {@code exchange}, which is written down once it is over. */
    Exchange observe(Exchange exchange, LoggedFacts facts) {
        return new LoggedExchange(exchange, facts, this::write);
    }

    /** What came from {@code peer} was no request, and was answered with {@code status}; never fails. */
    void refused(Peer peer, ListenerEntry at, int status, Optional<Remark> remark) {
        try {
            Instant now = clock.instant();
            observers.logs().write(log, now, AccessLogLine.ofNoRequest(peer, at, status, remark, now));
        } catch (RuntimeException e) {
            LOG.error(
                    "what was no request at {} could not be logged",
                    at.listener().arn(),
                    e);
        }
    }

    /** The client has its answer, or nobody is there any more: a line that cannot be written is nobody's failure. */
    private void write(LoggedFacts facts) {
        try {
            Instant now = clock.instant();
            if (facts.traceId().isEmpty()) {
                HttpHeaders headers = facts.exchange().request().headers();
                facts.tracedAs(traceIds.forTarget(headers.get(TraceId.NAME, ""), headers));
            }
            observers.logs().write(log, now, AccessLogLine.of(facts, now, observers.certificates()));
        } catch (RuntimeException e) {
            LOG.error("a request to {} could not be logged", log.loadBalancer(), e);
        }
    }
}
