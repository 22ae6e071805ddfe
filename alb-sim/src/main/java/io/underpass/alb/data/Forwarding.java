package io.underpass.alb.data;

import io.netty.util.AsciiString;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledFunction;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.alb.compile.TargetStickiness;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forward action: group, target, header fields, then the target's answer. A target that fails is not replaced by
 * another (a guess: AWS documents no retry).
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class Forwarding {

    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private final TargetPicker picker;
    private final StickyCookies cookies;
    private final TargetHead heads;
    private final HealthStates health;
    private final OwnAnswers answers;
    private final ResponseFields fields;
    private final Invoking invoking;
    private final FaultPoints faults;

    Forwarding(
            TargetPicker picker,
            StickyCookies cookies,
            TargetHead heads,
            HealthStates health,
            OwnAnswers answers,
            ResponseFields fields,
            Invoking invoking,
            FaultPoints faults) {
        this.picker = picker;
        this.cookies = cookies;
        this.heads = heads;
        this.health = health;
        this.answers = answers;
        this.fields = fields;
        this.invoking = invoking;
        this.faults = faults;
    }

    void forward(
            Exchange exchange,
            ExchangeFacts facts,
            AlbSnapshot snapshot,
            ListenerEntry at,
            CompiledRule rule,
            CompiledAction.Forward action) {
        boolean groupSticky = action.stickiness().isOn();
        String groupArn = groupSticky ? stickyGroup(exchange, rule, action) : picker.group(rule, action);
        CompiledTargetGroup group =
                groupArn == null ? null : snapshot.targetGroups().get(groupArn);
        if (group == null) {
            exchange.trail()
                    .fail(
                            TrailSteps.TARGET_GROUP,
                            "rule " + rule.ruleArn() + " has no target group with a weight above 0");
            answers.page(exchange, at.listener(), 503);
            return;
        }
        exchange.trail().note(TrailSteps.TARGET_GROUP, group.arn());
        Transforming.Outcome transformed =
                Transforming.apply(rule.transforms(), exchange.request(), facts, at, exchange.trail());
        if (transformed instanceof Transforming.Outcome.Failed failed) {
            exchange.trail().fail(TrailSteps.RULE, failed.reason());
            answers.page(exchange, at.listener(), 500);
            return;
        }
        if (group.function().isPresent()) {
            invoke(exchange, facts, at, transformed, group, group.function().get());
            return;
        }
        if (!ProtocolMatch.fits(exchange, group.version())) {
            exchange.trail().fail(TrailSteps.TARGET_GROUP, ProtocolMatch.misfit(exchange, group.version()));
            answers.page(exchange, at.listener(), 464);
            return;
        }
        boolean targetSticky = group.stickiness().isOn();
        Duration idleTimeout = at.loadBalancer().idleTimeout();
        RoutableTarget stayed = targetSticky ? stickyTarget(exchange, group, idleTimeout) : null;
        RoutableTarget target = stayed != null ? stayed : picker.target(group, idleTimeout);
        if (target == null) {
            exchange.trail().fail(TrailSteps.TARGET, GroupReport.of(group, health));
            answers.page(exchange, at.listener(), 503);
            return;
        }
        if (targetSticky && stayed == null) {
            facts.counts().count(LoadBalancerMetric.NON_STICKY_REQUEST_COUNT);
            if (group.stickiness().kind() == TargetStickiness.Kind.APP_COOKIE) {
                facts.counts().count(LoadBalancerMetric.APP_COOKIE_NON_STICKINESS_COUNT);
            }
        }
        ResponseCookies added = groupSticky || targetSticky
                ? cookies.after(received(exchange), groupSticky, group, target.name(), stayed != null)
                : ResponseCookies.NONE;
        send(exchange, facts, at, transformed, group, target, added);
    }

    private void invoke(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            Transforming.Outcome transformed,
            CompiledTargetGroup group,
            CompiledFunction function) {
        Optional<InjectedFault> fault = faults.onFunction(group);
        if (fault.isPresent()) {
            Runnable call = () -> invoking.invoke(exchange, facts, at, transformed, group, function);
            Injecting.into(exchange, fault.get(), at.listener(), answers, call);
        } else {
            invoking.invoke(exchange, facts, at, transformed, group, function);
        }
    }

    /** A group that the client stays with keeps it even without targets: as by weight, nothing takes its place. */
    private @Nullable String stickyGroup(Exchange exchange, CompiledRule rule, CompiledAction.Forward action) {
        Optional<String> kept = cookies.group(received(exchange), action.stickiness());
        if (kept.isPresent()) {
            return kept.get();
        }
        if (cookies.isSpoilt(received(exchange))) {
            // That the request is served nevertheless, by another group perhaps, is a guess.
            exchange.trail().note(TrailSteps.ERROR_REASON, "AWSALBTGCookieInvalid");
        }
        return picker.group(rule, action);
    }

    /** Null where the client has no target yet, or has lost it: to one that is back again it does not return. */
    private @Nullable RoutableTarget stickyTarget(Exchange exchange, CompiledTargetGroup group, Duration idleTimeout) {
        Optional<String> name = cookies.target(received(exchange), group);
        return name.isPresent() ? picker.target(group, idleTimeout, name.get()) : null;
    }

    private static FieldList received(Exchange exchange) {
        return FieldList.of(exchange.request().headers());
    }

    private void send(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            Transforming.Outcome transformed,
            CompiledTargetGroup group,
            RoutableTarget target,
            ResponseCookies added) {
        if (target.failOpen()) {
            target.counters().count(LoadBalancerMetric.UNHEALTHY_ROUTING_REQUEST_COUNT);
        }
        Trail trail = exchange.trail();
        trail.note(TrailSteps.TARGET, target.name());
        RequestHead head = transformed.applyTo(heads.of(exchange, facts, at.loadBalancer(), at.listener()));
        if (group.version() != ProtocolVersion.HTTP1 && ProtocolMatch.isGrpc(exchange)) {
            target.counters().count(LoadBalancerMetric.GRPC_REQUEST_COUNT);
            FieldList.of(head.headers()).append(FieldNames.TE, TRAILERS); // servers of gRPC insist on it
        }
        Optional<RequestBody> tunnel =
                group.version() == ProtocolVersion.HTTP1 ? WebSockets.tunnel(exchange, head) : Optional.empty();
        if (tunnel.isPresent()) {
            tunnel = Optional.of(counted(tunnel.get(), exchange, facts));
        }
        RequestBody body = exchange.body();
        long length = body.length();
        if (length > 0) {
            facts.counts().processed(exchange.peer(), length);
        } else if (length < 0) {
            body = counted(body, exchange, facts);
        }
        UpstreamRequest request = new UpstreamRequest(head, body, exchange.eventLoop(), exchange.peer(), trail, tunnel);
        new TargetResponse(
                        exchange,
                        at.listener(),
                        answers,
                        fields,
                        added,
                        group,
                        health,
                        target.inFlight().on(exchange.eventLoop()),
                        target.load(),
                        target.counters().here(),
                        facts.counts())
                .await(faults.to(target), request);
    }

    private static RequestBody counted(RequestBody body, Exchange exchange, ExchangeFacts facts) {
        return new CountedBody(body, bytes -> facts.counts().processed(exchange.peer(), bytes));
    }
}
