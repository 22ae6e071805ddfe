package io.underpass.alb.compile;

import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule, ready to be tried.
 *
 * <p>Threads: immutable.
 *
 * @param ruleArn names it, the default rule too
 * @param priority the lowest is tried first; {@link #DEFAULT_PRIORITY} for the default rule
 * @param conditions all of which must hold; none for the default rule
 * @param action what it does
 * @param authentication who may pass before that, in order; mostly empty
 * @param transforms what it changes of a request before a target gets it
 */
public record CompiledRule(
        String ruleArn,
        int priority,
        List<CompiledCondition> conditions,
        CompiledAction action,
        List<CompiledAuthentication> authentication,
        CompiledTransforms transforms) {

    /** Behind every other. */
    public static final int DEFAULT_PRIORITY = Integer.MAX_VALUE;

    /** Makes {@code rule} ready. */
    static CompiledRule of(Rule rule) {
        return new CompiledRule(
                rule.ruleArn(),
                rule.priority(),
                rule.conditions().stream().map(ConditionCompiler::compile).toList(),
                ActionCompiler.compile(rule.actions()),
                AuthenticationCompiler.compile(rule.actions()),
                CompiledTransforms.of(rule.transforms()));
    }

    /** The default rule of {@code listener}. */
    static CompiledRule defaultOf(Listener listener) {
        return new CompiledRule(
                listener.defaultRuleArn(),
                DEFAULT_PRIORITY,
                List.of(),
                ActionCompiler.compile(listener.defaultActions()),
                AuthenticationCompiler.compile(listener.defaultActions()),
                CompiledTransforms.NONE);
    }

    /** How people sign in at a provider, where they must. */
    public Optional<CompiledAuthentication.SignIn> signIn() {
        for (CompiledAuthentication each : authentication) {
            if (each instanceof CompiledAuthentication.SignIn signIn) {
                return Optional.of(signIn);
            }
        }
        return Optional.empty();
    }

    /** Whether it shares its requests out between several groups. */
    boolean sharesOut() {
        return action instanceof CompiledAction.Forward forward
                && forward.turns().size() > 1;
    }

    boolean matches(RequestFacts request) {
        for (CompiledCondition condition : conditions) {
            if (!condition.matches(request)) {
                return false;
            }
        }
        return true;
    }

    /** The conditions that do not hold. */
    List<CompiledCondition> failing(RequestFacts request) {
        return conditions.stream()
                .filter(condition -> !condition.matches(request))
                .toList();
    }

    /** The names of the header fields that conditions look at, in lower case. */
    Stream<String> headers() {
        return conditions.stream()
                .flatMap(condition -> condition.header().stream())
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** What the paths begin with that it accepts; none where it accepts all. */
    List<PathPrefix> pathPrefixes() {
        return first(CompiledCondition::pathPrefixes);
    }

    /** The hosts that it accepts where these can be listed; none where they cannot. */
    List<String> hosts() {
        return first(CompiledCondition::hosts);
    }

    private <T> List<T> first(Function<CompiledCondition, List<T>> property) {
        return conditions.stream()
                .map(property)
                .filter(list -> !list.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
