package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;

/**
 * What is known of targets when one has to be chosen.
 *
 * <p>Threads: safe, never blocks.
 */
public interface HealthStates {

    /** A number that grows whenever any target's state changes: what was derived before is right while it stays. */
    long version();

    /** The state of a registered target. */
    TargetStatus status(CompiledTargetGroup group, CompiledTarget target);
}
