package io.underpass.alb.compile;

import java.util.List;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Finds the first rule that matches without trying those for other hosts, where a rule names its hosts without wildcards,
 * or for paths that begin with other segments. What is left is tried in the order of priority, so that no rule behind the
 * first match is ever tried.
 *
 * <p>Threads: immutable.
 */
public final class RuleIndex {

    /** Of no rules. */
    static final RuleIndex EMPTY = new RuleIndex(PathIndex.EMPTY, HashTreePMap.empty());

    private final PathIndex anyHost;
    private final PMap<String, PathIndex> byHost;

    private RuleIndex(PathIndex anyHost, PMap<String, PathIndex> byHost) {
        this.anyHost = anyHost;
        this.byHost = byHost;
    }

    /** This index and {@code rule}, whose priority no other has. */
    RuleIndex with(CompiledRule rule) {
        return change(rule, index -> index.with(rule));
    }

    /** This index without {@code rule}. */
    RuleIndex without(CompiledRule rule) {
        return change(rule, index -> index.without(rule));
    }

    private RuleIndex change(CompiledRule rule, UnaryOperator<PathIndex> change) {
        List<String> hosts = rule.hosts();
        if (hosts.isEmpty()) {
            return new RuleIndex(change.apply(anyHost), byHost);
        }
        PMap<String, PathIndex> changed = byHost;
        for (String host : hosts) {
            PathIndex index = change.apply(changed.getOrDefault(host, PathIndex.EMPTY));
            changed = index.isEmpty() ? changed.minus(host) : changed.plus(host, index);
        }
        return new RuleIndex(anyHost, changed);
    }

    /** The rule with the lowest priority number that matches; {@code otherwise} where none does. */
    CompiledRule first(RequestFacts request, CompiledRule otherwise) {
        PathIndex ofHost = byHost.isEmpty() ? null : byHost.get(request.host());
        RuleWalk walk = anyHost.walk(request.path());
        return ofHost == null
                ? alone(walk, request, otherwise)
                : together(walk, ofHost.walk(request.path()), request, otherwise);
    }

    private static CompiledRule alone(RuleWalk walk, RequestFacts request, CompiledRule otherwise) {
        for (CompiledRule rule = walk.next(); rule != null; rule = walk.next()) {
            if (rule.matches(request)) {
                return rule;
            }
        }
        return otherwise;
    }

    private static CompiledRule together(RuleWalk a, RuleWalk b, RequestFacts request, CompiledRule otherwise) {
        CompiledRule inA = a.next();
        CompiledRule inB = b.next();
        for (CompiledRule rule = RuleWalk.earlier(inA, inB); rule != null; rule = RuleWalk.earlier(inA, inB)) {
            if (rule.matches(request)) {
                return rule;
            }
            if (rule == inA) {
                inA = a.next();
            } else {
                inB = b.next();
            }
        }
        return otherwise;
    }
}
