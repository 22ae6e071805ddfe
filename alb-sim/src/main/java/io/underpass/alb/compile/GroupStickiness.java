package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.Forward.WeightedTargetGroup;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which groups of a forward action a client stays with (spec 3.6).
 *
 * <p>Threads: immutable.
 *
 * @param duration how long after the last answer that set the cookie
 * @param groups the ARNs of those that have a share: that nobody stays with a group whose weight has become zero is a
 *     guess; none where stickiness is off
 */
public record GroupStickiness(Duration duration, Set<String> groups) {

    /** No client stays with a group. */
    public static final GroupStickiness OFF = new GroupStickiness(Duration.ZERO, Set.of());

    static GroupStickiness of(Action.Forward forward) {
        if (!forward.stickinessEnabled() || forward.stickinessDurationSeconds().isEmpty()) {
            return OFF;
        }
        return new GroupStickiness(
                Duration.ofSeconds(forward.stickinessDurationSeconds().get()),
                forward.targetGroups().stream()
                        .filter(group -> group.weight() > 0)
                        .map(WeightedTargetGroup::targetGroupArn)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a client stays with its group. */
    public boolean isOn() {
        return !groups.isEmpty();
    }
}
