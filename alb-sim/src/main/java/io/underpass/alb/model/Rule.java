package io.underpass.alb.model;

import java.util.List;
import org.pcollections.PSortedMap;

/**
 * A rule of a listener, its default rule excepted.
 *
 * <p>Threads: immutable.
 *
 * @param priority 1 to 50000, unique within the listener; the lowest is tried first
 * @param conditions all of which must hold
 * @param transforms at most one of a type
 */
public record Rule(
        String ruleArn,
        String listenerArn,
        int priority,
        List<RuleCondition> conditions,
        List<Action> actions,
        List<RuleTransform> transforms,
        PSortedMap<String, String> tags) {

    /** A rule without transforms. */
    public Rule(
            String ruleArn,
            String listenerArn,
            int priority,
            List<RuleCondition> conditions,
            List<Action> actions,
            PSortedMap<String, String> tags) {
        this(ruleArn, listenerArn, priority, conditions, actions, List.of(), tags);
    }

    /** This rule at another place of its listener's order. */
    public Rule withPriority(int other) {
        return new Rule(ruleArn, listenerArn, other, conditions, actions, transforms, tags);
    }

    /** This rule with other tags. */
    public Rule withTags(PSortedMap<String, String> others) {
        return new Rule(ruleArn, listenerArn, priority, conditions, actions, transforms, others);
    }
}
