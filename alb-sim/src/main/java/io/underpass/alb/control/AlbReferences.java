package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.AwsError;
import io.underpass.aws.state.StateCheck;
import io.underpass.aws.state.UnreadableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks whether listeners, rules and target groups of an imported state belong to something, and are found where they are
 * looked for: by ARNs that begin with their parent's; and whether actions, regular expressions and transforms are such as
 * operations let through.
 *
 * <p>Threads: stateless.
 */
public final class AlbReferences implements StateCheck<AlbState> {

    private static final String LISTENERS = "listeners";
    private static final String RULES = "rules";
    private static final String TARGET_GROUPS = "targetGroups";
    private static final Pattern STATUS = Pattern.compile("[245][0-9]{2}");

    @Override
    public void check(AlbState state) {
        state.loadBalancers()
                .forEach((key, balancer) ->
                        StateCheck.key(key, balancer.loadBalancerArn(), "loadBalancers", key, "loadBalancerArn"));
        state.targetGroups().forEach(AlbReferences::checkGroup);
        state.listeners().forEach((key, listener) -> checkListener(state, key, listener));
        state.trustStores()
                .forEach((key, store) ->
                        StateCheck.key(key, store.trustStoreArn(), "trustStores", key, "trustStoreArn"));
        state.rules().forEach((key, rule) -> checkRule(state, key, rule));
    }

    private static void checkGroup(String key, TargetGroup group) {
        StateCheck.key(key, group.targetGroupArn(), TARGET_GROUPS, key, "targetGroupArn");
        for (Map.Entry<String, TargetDescription> target : group.targets().entrySet()) {
            StateCheck.key(
                    target.getKey(), target.getValue().key(), TARGET_GROUPS, key, "targets", target.getKey(), "id");
        }
    }

    private static void checkListener(AlbState state, String key, Listener listener) {
        String owner = listener.loadBalancerArn();
        StateCheck.key(key, listener.listenerArn(), LISTENERS, key, "listenerArn");
        StateCheck.reference(
                state.loadBalancers().containsKey(owner), "load balancer", owner, LISTENERS, key, "loadBalancerArn");
        checkBelow(key, owner.replace(":loadbalancer/", ":listener/"), LISTENERS, key, "listenerArn");
        listener.tls()
                .flatMap(Listener.Tls::mutualAuthentication)
                .flatMap(MutualAuthentication::trustStoreArn)
                .ifPresent(store -> StateCheck.reference(
                        state.trustStores().containsKey(store),
                        "trust store",
                        store,
                        LISTENERS,
                        key,
                        "tls",
                        "mutualAuthentication",
                        "trustStoreArn"));
        checkActions(state, listener.defaultActions(), listener.protocol(), LISTENERS, key, "defaultActions");
    }

    private static void checkRule(AlbState state, String key, Rule rule) {
        String owner = rule.listenerArn();
        StateCheck.key(key, rule.ruleArn(), RULES, key, "ruleArn");
        StateCheck.reference(state.listeners().containsKey(owner), "listener", owner, RULES, key, "listenerArn");
        checkBelow(key, owner.replace(":listener/", ":listener-rule/"), RULES, key, "ruleArn");
        Rule atItsPlace = state.rulesInOrder(owner).get(rule.priority());
        if (atItsPlace != rule) {
            throw UnreadableState.at(
                    "another rule of the listener has priority " + rule.priority() + " as well",
                    RULES,
                    key,
                    "priority");
        }
        String protocol = Optional.ofNullable(state.listeners().get(owner))
                .map(Listener::protocol)
                .orElse("");
        checkActions(state, rule.actions(), protocol, RULES, key, "actions");
        checkExpressions(rule, key);
        Transforms.problem(rule.transforms()).ifPresent(reason -> {
            throw UnreadableState.at(reason, RULES, key, "transforms");
        });
    }

    /** What compiles nowhere, or to too much, would fail in the middle of taking the state over. */
    private static void checkExpressions(Rule rule, String key) {
        for (int i = 0; i < rule.conditions().size(); i++) {
            List<String> regexes = rule.conditions().get(i).regexValues();
            for (int j = 0; j < regexes.size(); j++) {
                Object[] place = {RULES, key, "conditions", i, "regexValues", j};
                refuse(RegexChecks.conditionProblem(regexes.get(j)), place);
            }
        }
        for (int i = 0; i < rule.transforms().size(); i++) {
            refuse(RegexChecks.rewriteProblem(rule.transforms().get(i).regex()), RULES, key, "transforms", i, "regex");
        }
    }

    private static void refuse(Optional<String> problem, Object... place) {
        problem.ifPresent(reason -> {
            throw UnreadableState.at("is not a valid regular expression: " + reason, place);
        });
    }

    private static void checkBelow(String arn, String parent, Object... steps) {
        if (!arn.startsWith(parent + '/')) {
            throw UnreadableState.at("does not begin with '" + parent + "/', as what belongs there does", steps);
        }
    }

    private static void checkActions(
            AlbState state, List<Action> actions, String protocol, String map, String key, String member) {
        for (int i = 0; i < actions.size(); i++) {
            Object[] place = {map, key, member, i};
            Action action = actions.get(i);
            if (action instanceof Action.Forward forward) {
                checkGroups(state, forward, map, key, member, i);
            } else if (action instanceof Action.FixedResponse fixed
                    && !STATUS.matcher(fixed.statusCode()).matches()) {
                throw UnreadableState.at("'" + fixed.statusCode() + "' is no status to answer with", place);
            }
            AuthenticationChecks.problem(action).ifPresent(reason -> {
                throw UnreadableState.at(reason, place);
            });
        }
        try {
            ActionOrder.of(actions);
            AuthenticationActions.refuseWithoutTls(actions, protocol);
        } catch (AwsError e) {
            throw UnreadableState.at(String.valueOf(e.getMessage()), map, key, member);
        }
    }

    private static void checkGroups(
            AlbState state, Action.Forward forward, String map, String key, String member, int index) {
        for (int j = 0; j < forward.targetGroups().size(); j++) {
            String group = forward.targetGroups().get(j).targetGroupArn();
            StateCheck.reference(
                    state.targetGroups().containsKey(group),
                    "target group",
                    group,
                    map,
                    key,
                    member,
                    index,
                    "targetGroups",
                    j,
                    "targetGroupArn");
        }
    }
}
