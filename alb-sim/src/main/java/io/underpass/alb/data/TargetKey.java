package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;

/**
 * A target of a group.
 *
 * <p>Threads: immutable.
 *
 * @param target unique within its group
 */
record TargetKey(String targetGroupArn, String target) {

    static TargetKey of(CompiledTargetGroup group, CompiledTarget target) {
        return new TargetKey(group.arn(), target.key());
    }
}
