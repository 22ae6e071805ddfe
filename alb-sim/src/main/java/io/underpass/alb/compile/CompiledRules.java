package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Rule;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The rules of one listener, its default rule excepted. Those after a change are made from those before it and share
 * with them what is the same: a rule added to thousands costs a walk along them, not their compilation, and to keep what
 * has been replaced costs little.
 *
 * <p>Threads: immutable.
 */
final class CompiledRules {

    static final CompiledRules NONE = new CompiledRules(
            TreePMap.empty(), TreePMap.empty(), RuleIndex.EMPTY, Uses.NONE, Uses.NONE, HashTreePSet.empty(), 0, 0);

    private final PSortedMap<Integer, Rule> source;
    private final PSortedMap<Integer, CompiledRule> byPriority;
    private final RuleIndex index;
    private final Uses targetGroups;
    private final Uses headers;
    private final PSet<String> sharing;
    private final int signingIn;
    private final int authenticating;

    private CompiledRules(
            PSortedMap<Integer, Rule> source,
            PSortedMap<Integer, CompiledRule> byPriority,
            RuleIndex index,
            Uses targetGroups,
            Uses headers,
            PSet<String> sharing,
            int signingIn,
            int authenticating) {
        this.source = source;
        this.byPriority = byPriority;
        this.index = index;
        this.targetGroups = targetGroups;
        this.headers = headers;
        this.sharing = sharing;
        this.signingIn = signingIn;
        this.authenticating = authenticating;
    }

    /** In the order in which they are tried. */
    PSortedMap<Integer, CompiledRule> byPriority() {
        return byPriority;
    }

    /** Finds the one that matches. */
    RuleIndex index() {
        return index;
    }

    /** The ARNs of the target groups that they name. */
    Set<String> targetGroups() {
        return targetGroups.names();
    }

    /** The names of the header fields that their conditions look at, in lower case. */
    Set<String> headers() {
        return headers.names();
    }

    /** Whether the rule with this ARN shares its requests out between several groups. */
    boolean sharesOut(String ruleArn) {
        return sharing.contains(ruleArn);
    }

    /** Whether one of them lets people sign in. */
    boolean signsIn() {
        return signingIn > 0;
    }

    /** Whether one of them asks somebody who they are. */
    boolean authenticate() {
        return authenticating > 0;
    }

    /** Those that {@code rules}, by priority, compile to; this very object where they are the very rules it is of. */
    CompiledRules next(PSortedMap<Integer, Rule> rules) {
        boolean same = rules == source || (rules.isEmpty() && source.isEmpty());
        return same ? this : new Change().to(rules);
    }

    /** From these rules to those after a change. */
    private final class Change {

        private PSortedMap<Integer, CompiledRule> nextByPriority = byPriority;
        private RuleIndex nextIndex = index;
        private Uses nextTargetGroups = targetGroups;
        private Uses nextHeaders = headers;
        private PSet<String> nextSharing = sharing;
        private int nextSigningIn = signingIn;
        private int nextAuthenticating = authenticating;

        /** Finds what differs in one walk along both. */
        CompiledRules to(PSortedMap<Integer, Rule> rules) {
            List<Rule> added = new ArrayList<>();
            List<Rule> removed = new ArrayList<>();
            Iterator<Rule> before = source.values().iterator();
            Rule known = next(before);
            for (Rule rule : rules.values()) {
                while (known != null && known.priority() < rule.priority()) {
                    removed.add(known);
                    known = next(before);
                }
                if (known == rule) {
                    known = next(before);
                } else {
                    added.add(rule);
                }
            }
            for (; known != null; known = next(before)) {
                removed.add(known);
            }
            // Removals first: a rule that moved is among both.
            removed.forEach(this::remove);
            added.forEach(this::add);
            return new CompiledRules(
                    rules,
                    nextByPriority,
                    nextIndex,
                    nextTargetGroups,
                    nextHeaders,
                    nextSharing,
                    nextSigningIn,
                    nextAuthenticating);
        }

        private static @Nullable Rule next(Iterator<Rule> rest) {
            return rest.hasNext() ? rest.next() : null;
        }

        private void remove(Rule rule) {
            CompiledRule ready = Objects.requireNonNull(nextByPriority.get(rule.priority()));
            nextByPriority = nextByPriority.minus(rule.priority());
            nextIndex = nextIndex.without(ready);
            nextSharing = nextSharing.minus(rule.ruleArn());
            nextSigningIn -= ready.signIn().isPresent() ? 1 : 0;
            nextAuthenticating -= ready.authentication().isEmpty() ? 0 : 1;
            Action.targetGroups(rule.actions()).forEach(group -> nextTargetGroups = nextTargetGroups.minus(group));
            ready.headers().forEach(name -> nextHeaders = nextHeaders.minus(name));
        }

        private void add(Rule rule) {
            CompiledRule ready = CompiledRule.of(rule);
            nextByPriority = nextByPriority.plus(rule.priority(), ready);
            nextIndex = nextIndex.with(ready);
            nextSharing = ready.sharesOut() ? nextSharing.plus(rule.ruleArn()) : nextSharing;
            nextSigningIn += ready.signIn().isPresent() ? 1 : 0;
            nextAuthenticating += ready.authentication().isEmpty() ? 0 : 1;
            Action.targetGroups(rule.actions()).forEach(group -> nextTargetGroups = nextTargetGroups.plus(group));
            ready.headers().forEach(name -> nextHeaders = nextHeaders.plus(name));
        }
    }
}
