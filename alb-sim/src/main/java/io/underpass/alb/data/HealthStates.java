package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.util.List;

/**
 * What is known of targets when one has to be chosen.
 *
 * <p>Threads: safe, never blocks.
 */
public interface HealthStates {

    /**
     * A number that grows whenever any target's state or addresses change: what was derived before is right while it
     * stays.
     */
    long version();

    /** The state of a registered target. */
    TargetStatus status(CompiledTargetGroup group, CompiledTarget target);

    /**
     * The addresses that a registered target takes requests at, each with its own state, always in the same order; none
     * where the target is a name that has no address. A target that is an address is its own only one.
     */
    default List<TargetAddress> addresses(CompiledTargetGroup group, CompiledTarget target) {
        return List.of(new TargetAddress(target.host(), status(group, target)));
    }
}
