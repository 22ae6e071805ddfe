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
 */
public record Rule(
        String ruleArn,
        String listenerArn,
        int priority,
        List<RuleCondition> conditions,
        List<Action> actions,
        PSortedMap<String, String> tags) {}
