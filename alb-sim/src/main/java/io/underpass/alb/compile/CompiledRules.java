package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The rules of one listener, its default rule excepted. Those after a change are made from those before it: a rule added
 * to thousands costs a walk along them, not their compilation.
 *
 * <p>Threads: immutable.
 */
final class CompiledRules {

    static final CompiledRules NONE = new CompiledRules(
            TreePMap.empty(), List.of(), List.of(), RuleIndex.EMPTY, HashTreePMap.empty(), HashTreePSet.empty());

    private final PSortedMap<Integer, Rule> source;
    private final List<Rule> sources;
    private final List<CompiledRule> compiled;
    private final RuleIndex index;
    private final PMap<String, Integer> uses;
    private final PSet<String> sharing;

    private CompiledRules(
            PSortedMap<Integer, Rule> source,
            List<Rule> sources,
            List<CompiledRule> compiled,
            RuleIndex index,
            PMap<String, Integer> uses,
            PSet<String> sharing) {
        this.source = source;
        this.sources = sources;
        this.compiled = compiled;
        this.index = index;
        this.uses = uses;
        this.sharing = sharing;
    }

    /** In the order of priority. */
    List<CompiledRule> inOrder() {
        return compiled;
    }

    /** Finds the one that matches. */
    RuleIndex index() {
        return index;
    }

    /** The ARNs of the target groups that they name. */
    Set<String> targetGroups() {
        return uses.keySet();
    }

    /** Whether the rule with this ARN shares its requests out between several groups. */
    boolean sharesOut(String ruleArn) {
        return sharing.contains(ruleArn);
    }

    /** Those that {@code rules}, by priority, compile to; this very object where they are the very rules it is of. */
    CompiledRules next(PSortedMap<Integer, Rule> rules) {
        boolean same = rules == source || (rules.isEmpty() && source.isEmpty());
        return same ? this : new Walk(rules.size()).along(rules);
    }

    /** What differs, found in one pass along the rules before and after a change. */
    private final class Walk {

        private final List<Rule> nextSources;
        private final List<CompiledRule> nextCompiled;
        private final List<Integer> removed = new ArrayList<>();
        private final List<Integer> added = new ArrayList<>();
        private RuleIndex nextIndex = index;
        private PMap<String, Integer> nextUses = uses;
        private PSet<String> nextSharing = sharing;

        Walk(int size) {
            nextSources = new ArrayList<>(size);
            nextCompiled = new ArrayList<>(size);
        }

        CompiledRules along(PSortedMap<Integer, Rule> rules) {
            int known = 0;
            for (Rule rule : rules.values()) {
                while (known < sources.size() && sources.get(known).priority() < rule.priority()) {
                    removed.add(known++);
                }
                boolean same = known < sources.size() && sources.get(known) == rule;
                if (!same) {
                    added.add(nextSources.size());
                }
                nextSources.add(rule);
                nextCompiled.add(same ? compiled.get(known++) : CompiledRule.of(rule));
            }
            while (known < sources.size()) {
                removed.add(known++);
            }
            // Removals first: a rule that moved is among both.
            removed.forEach(position -> remove(sources.get(position), compiled.get(position)));
            added.forEach(position -> add(nextSources.get(position), nextCompiled.get(position)));
            return new CompiledRules(rules, nextSources, nextCompiled, nextIndex, nextUses, nextSharing);
        }

        private void remove(Rule rule, CompiledRule ready) {
            nextIndex = nextIndex.without(ready);
            nextSharing = nextSharing.minus(rule.ruleArn());
            Action.targetGroups(rule.actions()).forEach(group -> {
                int left = nextUses.getOrDefault(group, 0) - 1;
                nextUses = left > 0 ? nextUses.plus(group, left) : nextUses.minus(group);
            });
        }

        private void add(Rule rule, CompiledRule ready) {
            nextIndex = nextIndex.with(ready);
            nextSharing = ready.sharesOut() ? nextSharing.plus(rule.ruleArn()) : nextSharing;
            Action.targetGroups(rule.actions())
                    .forEach(group -> nextUses = nextUses.plus(group, nextUses.getOrDefault(group, 0) + 1));
        }
    }
}
