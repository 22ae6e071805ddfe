package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Exchange;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;

/**
 * The forward action: group, target, header fields, then the target's answer. A target that fails is not replaced by
 * another (a guess: AWS documents no retry).
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class Forwarding {

    private final TargetPicker picker;
    private final TargetHead heads;
    private final HealthStates health;
    private final OwnAnswers answers;
    private final ResponseFields fields;
    private final Invoking invoking;

    Forwarding(
            TargetPicker picker,
            TargetHead heads,
            HealthStates health,
            OwnAnswers answers,
            ResponseFields fields,
            Invoking invoking) {
        this.picker = picker;
        this.heads = heads;
        this.health = health;
        this.answers = answers;
        this.fields = fields;
        this.invoking = invoking;
    }

    void forward(
            Exchange exchange,
            ExchangeFacts facts,
            AlbSnapshot snapshot,
            ListenerEntry at,
            CompiledRule rule,
            CompiledAction.Forward action) {
        String groupArn = picker.group(rule, action);
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
        if (group.function().isPresent()) {
            invoking.invoke(exchange, facts, at, group, group.function().get());
            return;
        }
        if (!group.protocol().equals("HTTP")) {
            exchange.trail()
                    .fail(TrailSteps.TARGET_GROUP, "protocol " + group.protocol() + " towards targets is not emulated");
            answers.page(exchange, at.listener(), 502);
            return;
        }
        RoutableTarget target = picker.target(group, at.loadBalancer().idleTimeout());
        if (target == null) {
            exchange.trail().fail(TrailSteps.TARGET, GroupReport.of(group, health));
            answers.page(exchange, at.listener(), 503);
            return;
        }
        send(exchange, facts, at, group, target);
    }

    private void send(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            CompiledTargetGroup group,
            RoutableTarget target) {
        Trail trail = exchange.trail();
        trail.note(TrailSteps.TARGET, target.name());
        RequestHead head = heads.of(exchange, facts, at.loadBalancer(), at.listener());
        UpstreamRequest request =
                new UpstreamRequest(head, exchange.body(), exchange.eventLoop(), exchange.peer(), trail);
        new TargetResponse(
                        exchange,
                        at.listener(),
                        answers,
                        fields,
                        group,
                        health,
                        target.inFlight().on(exchange.eventLoop()),
                        target.load())
                .await(target.upstream(), request);
    }
}
