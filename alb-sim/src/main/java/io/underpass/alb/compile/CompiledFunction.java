package io.underpass.alb.compile;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.alb.model.TargetGroupAttributes;
import java.util.Optional;

/**
 * The Lambda function of a target group of that type.
 *
 * <p>Threads: immutable.
 *
 * @param arn the function's; empty where none is registered
 * @param multiValue whether header fields and parameters have lists of values
 */
public record CompiledFunction(Optional<String> arn, boolean multiValue) {

    /** That of {@code group}; empty where it is of another type. */
    static Optional<CompiledFunction> of(TargetGroup group) {
        return group.lambda()
                ? Optional.of(new CompiledFunction(
                        group.targets().values().stream()
                                .filter(target -> target.deregisteredAt().isEmpty())
                                .map(TargetDescription::id)
                                .findFirst(),
                        TargetGroupAttributes.MULTI_VALUE_HEADERS.in(group.attributes())))
                : Optional.empty();
    }
}
