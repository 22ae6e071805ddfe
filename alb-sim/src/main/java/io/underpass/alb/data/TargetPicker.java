package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a group by weight and a target by the group's algorithm. There is no fail-over between groups: an empty one gets its
 * share and answers 503 (AWS: "Forward actions"). Positions live here, by ARN, and outlive publications.
 *
 * <p>Threads: safe; lock-free once a rule or group has been used.
 */
final class TargetPicker {

    private final Supplier<GroupTurns> newGroup;
    private final Map<String, AtomicInteger> rules = new ConcurrentHashMap<>();
    private final Map<String, GroupTurns> groups = new ConcurrentHashMap<>();

    TargetPicker(HealthStates health, Targets targets, Duration connectTimeout, LoadBalancerMetrics metrics) {
        this.newGroup = () -> new GroupTurns(
                health,
                targets,
                connectTimeout,
                bound -> ThreadLocalRandom.current().nextInt(bound),
                metrics);
    }

    /** The ARN of the group whose turn it is; null where every group has weight zero. */
    @Nullable
    String group(CompiledRule rule, CompiledAction.Forward forward) {
        List<String> turns = forward.turns();
        int size = turns.size();
        if (size <= 1) {
            return size == 0 ? null : turns.get(0);
        }
        AtomicInteger position = of(rules, rule.ruleArn(), AtomicInteger::new);
        return turns.get(GroupTurns.turn(position, size));
    }

    /** The target whose turn it is; null where the group has none that could be asked. */
    @Nullable
    RoutableTarget target(CompiledTargetGroup group, Duration idleTimeout) {
        return of(groups, group.arn(), newGroup).next(group, idleTimeout);
    }

    /** The target of {@code group} called {@code name}; null where it gets no requests right now. */
    @Nullable
    RoutableTarget target(CompiledTargetGroup group, Duration idleTimeout, String name) {
        return of(groups, group.arn(), newGroup).named(group, idleTimeout, name);
    }

    /** Ends what a target is answering still. */
    void cutOff(String targetGroupArn, String target) {
        Optional.ofNullable(groups.get(targetGroupArn)).ifPresent(turns -> turns.cutOff(target));
    }

    /** Begins with the first group and the first target again; what targets are answering goes on. */
    void forget() {
        rules.clear();
        groups.values().forEach(GroupTurns::restart);
    }

    /** Forgets the positions of what {@code snapshot} no longer has. */
    void retain(AlbSnapshot snapshot) {
        groups.keySet().removeIf(arn -> snapshot.targetGroup(arn).isEmpty());
        rules.keySet().removeIf(arn -> !snapshot.sharesOut(arn));
    }

    /** Looks before {@code computeIfAbsent}, which may lock. */
    private static <V> V of(Map<String, V> map, String key, Supplier<V> absent) {
        V known = map.get(key);
        return known != null ? known : map.computeIfAbsent(key, k -> absent.get());
    }
}
