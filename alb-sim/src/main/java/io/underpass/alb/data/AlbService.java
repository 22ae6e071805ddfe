package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.Trail;
import java.net.Inet6Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One listener of one snapshot: refusals, then the rule, then its action (spec 2.1; the order of the first two is a
 * guess).
 *
 * <p>Threads: safe; an exchange is handled on its event loop.
 */
final class AlbService implements HttpService {

    private final Phases phases;
    private final AlbSnapshot snapshot;
    private final ListenerEntry at;
    private final MetricCounters counters;
    private final @Nullable AccessLog accessLog;

    AlbService(Phases phases, AlbSnapshot snapshot, ListenerEntry at) {
        this.phases = phases;
        this.snapshot = snapshot;
        this.at = at;
        this.counters = phases.observers().metrics().of(at);
        this.accessLog = AccessLog.of(at.loadBalancer(), phases).orElse(null);
    }

    @Override
    public void handle(Exchange exchange) {
        if (accessLog == null) {
            serve(exchange, null);
        } else {
            LoggedFacts log = accessLog.begin(exchange, at);
            serve(accessLog.observe(exchange, log), log);
        }
    }

    private void serve(Exchange exchange, @Nullable LoggedFacts log) {
        Trail trail = exchange.trail();
        trail.note(TrailSteps.LOAD_BALANCER, at.loadBalancer().arn());
        trail.note(TrailSteps.LISTENER, at.listener().arn());
        MetricCounters.OnLoop counts = counters.here();
        counts.processed(exchange.peer(), MessageBytes.of(exchange.request()));
        exchange.remark().ifPresent(seen -> {
            trail.note(TrailSteps.CLASSIFICATION, seen.classification() + ", " + seen.reason());
            counts.count(LoadBalancerMetric.DESYNC_NON_COMPLIANT);
        });
        Optional<InjectedFault> fault = phases.faults().on(at);
        if (fault.isPresent()) {
            Runnable rest = () -> serve(exchange, log, trail, counts);
            Injecting.into(exchange, fault.get(), at.listener(), phases.answers(), rest);
        } else {
            serve(exchange, log, trail, counts);
        }
    }

    private void serve(Exchange exchange, @Nullable LoggedFacts log, Trail trail, MetricCounters.OnLoop counts) {
        if (exchange.request().method().equals(HttpMethod.TRACE)) {
            trail.fail(TrailSteps.LISTENER, "load balancers do not take TRACE");
            phases.answers().page(exchange, at.listener(), 405);
            return;
        }
        ExchangeFacts facts = new ExchangeFacts(exchange, counts);
        if (log != null) {
            facts.loggedIn(log);
        }
        int addresses = facts.forwardedFor().addresses();
        if (addresses > ForwardedFor.MAX_ADDRESSES) {
            trail.fail(
                    TrailSteps.LISTENER,
                    "X-Forwarded-For names " + addresses + " addresses; " + ForwardedFor.MAX_ADDRESSES
                            + " are allowed");
            phases.answers().page(exchange, at.listener(), 463);
            return;
        }
        if (at.listener().signsIn() && SignInCallback.is(facts)) {
            phases.authenticating().comeBack(exchange, facts, at);
            return;
        }
        CompiledRule rule = RuleChain.match(at.listener(), facts, trail);
        counts.requested(at.listener().tried(rule));
        if (facts.source() instanceof Inet6Address) {
            counts.count(LoadBalancerMetric.IPV6_REQUEST_COUNT);
        }
        if (log != null) {
            log.found(rule);
        }
        phases.act(exchange, facts, snapshot, at, rule);
    }
}
