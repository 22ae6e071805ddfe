package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.Trail;
import java.util.Optional;

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

    AlbService(Phases phases, AlbSnapshot snapshot, ListenerEntry at) {
        this.phases = phases;
        this.snapshot = snapshot;
        this.at = at;
    }

    @Override
    public void handle(Exchange exchange) {
        Trail trail = exchange.trail();
        trail.note(TrailSteps.LOAD_BALANCER, at.loadBalancer().arn());
        trail.note(TrailSteps.LISTENER, at.listener().arn());
        exchange.remark()
                .ifPresent(seen -> trail.note(TrailSteps.CLASSIFICATION, seen.classification() + ", " + seen.reason()));
        Optional<InjectedFault> fault = phases.faults().on(at);
        if (fault.isPresent()) {
            Injecting.into(exchange, fault.get(), at.listener(), phases.answers(), () -> serve(exchange, trail));
        } else {
            serve(exchange, trail);
        }
    }

    private void serve(Exchange exchange, Trail trail) {
        if (exchange.request().method().equals(HttpMethod.TRACE)) {
            trail.fail(TrailSteps.LISTENER, "load balancers do not take TRACE");
            phases.answers().page(exchange, at.listener(), 405);
            return;
        }
        ExchangeFacts facts = new ExchangeFacts(exchange);
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
        phases.act(exchange, facts, snapshot, at, rule);
    }
}
