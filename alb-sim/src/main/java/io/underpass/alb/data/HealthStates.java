package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import java.util.List;
import java.util.Optional;

/**
 * What is known of targets when one has to be chosen.
 *
 * <p>Threads: safe, never blocks.
 */
public interface HealthStates {

    /** The share of requests, in hundredths, of a target that neither starts slowly nor is held off. */
    int FULL_SHARE = 100;

    /**
     * A number that grows whenever any target's state or addresses change: what was derived before is right while it
     * stays.
     */
    long version();

    /**
     * How much of its full share of requests a registered target gets, in hundredths, from 1 to {@link #FULL_SHARE}: less
     * while it starts slowly, or where it fails more often than others and its group mitigates that.
     */
    default int share(CompiledTargetGroup group, CompiledTarget target) {
        return FULL_SHARE;
    }

    /** Where the answers of a registered target are counted; empty where nobody compares it with others. */
    default Optional<AnswerTally> answers(CompiledTargetGroup group, CompiledTarget target) {
        return Optional.empty();
    }

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
