package io.underpass.alb.compile;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Rules by the first two segments of the paths they accept, or by the first alone where it is all that is known, the
 * others in one list.
 *
 * <p>Threads: immutable.
 */
final class PathIndex {

    private static final CompiledRule[] NONE = {};

    /** Of no rules. */
    static final PathIndex EMPTY = new PathIndex(SegmentTable.EMPTY, SegmentTable.EMPTY, NONE);

    private final SegmentTable byTwo;
    private final SegmentTable byOne;
    private final CompiledRule[] general;

    private PathIndex(SegmentTable byTwo, SegmentTable byOne, CompiledRule[] general) {
        this.byTwo = byTwo;
        this.byOne = byOne;
        this.general = general;
    }

    boolean isEmpty() {
        return byTwo.isEmpty() && byOne.isEmpty() && general.length == 0;
    }

    /** This index and {@code rule}, whose priority no other has. */
    PathIndex with(CompiledRule rule) {
        return change(rule, PathIndex::insert);
    }

    /** This index without {@code rule}. */
    PathIndex without(CompiledRule rule) {
        return change(rule, PathIndex::remove);
    }

    /** The rules that may accept {@code path}, in the order of their priorities. */
    RuleWalk walk(String path) {
        if (!path.startsWith("/")) {
            return new RuleWalk(NONE, NONE, general);
        }
        int slash = path.indexOf('/', 1);
        CompiledRule[] one = byOne.isEmpty() ? NONE : byOne.get(path, 1, slash < 0 ? path.length() : slash);
        return new RuleWalk(slash < 0 || byTwo.isEmpty() ? NONE : two(path, slash), one, general);
    }

    private CompiledRule[] two(String path, int slash) {
        int end = path.indexOf('/', slash + 1);
        return byTwo.get(path, 1, end < 0 ? path.length() : end);
    }

    private PathIndex change(CompiledRule rule, BiFunction<CompiledRule[], CompiledRule, CompiledRule[]> change) {
        List<PathPrefix> prefixes = rule.pathPrefixes();
        if (prefixes.isEmpty() || prefixes.stream().anyMatch(prefix -> prefix.endOfFirst() < 0)) {
            return new PathIndex(byTwo, byOne, change.apply(general, rule));
        }
        boolean two = prefixes.stream().allMatch(prefix -> prefix.endOfSecond() >= 0);
        Set<String> keys = new HashSet<>();
        prefixes.forEach(
                prefix -> keys.add(prefix.text().substring(1, two ? prefix.endOfSecond() : prefix.endOfFirst())));
        SegmentTable changed = two ? byTwo : byOne;
        for (String key : keys) {
            changed = changed.with(key, change.apply(changed.get(key, 0, key.length()), rule));
        }
        return two ? new PathIndex(changed, byOne, general) : new PathIndex(byTwo, changed, general);
    }

    private static CompiledRule[] insert(CompiledRule[] rules, CompiledRule rule) {
        int at = rules.length;
        while (at > 0 && rules[at - 1].priority() > rule.priority()) {
            at--;
        }
        CompiledRule[] more = Arrays.copyOf(rules, rules.length + 1);
        System.arraycopy(rules, at, more, at + 1, rules.length - at);
        more[at] = rule;
        return more;
    }

    private static CompiledRule[] remove(CompiledRule[] rules, CompiledRule rule) {
        return Arrays.stream(rules).filter(other -> other != rule).toArray(CompiledRule[]::new);
    }
}
