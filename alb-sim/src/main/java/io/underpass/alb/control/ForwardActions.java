package io.underpass.alb.control;

import io.underpass.alb.model.Action.Forward;
import io.underpass.alb.model.Action.Forward.WeightedTargetGroup;
import io.underpass.aws.shape.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks forward actions (spec 2.4). The texts of these refusals are guesses, but for TargetGroupNotFound and
 * the one about weights.
 *
 * <p>Threads: confined to one call.
 */
record ForwardActions(Existing existing, int targetGroupsPerAction) {

    private static final int MAX_WEIGHT = 999;
    private static final int MAX_STICKINESS_SECONDS = 604800;

    Forward read(Input action, Optional<Integer> order) {
        Optional<Input> config = action.structure("ForwardConfig");
        Optional<Input> stickiness = config.flatMap(given -> given.structure("TargetGroupStickinessConfig"));
        boolean sticky =
                stickiness.flatMap(given -> given.optionalBoolean("Enabled")).orElse(false);
        return new Forward(order, targetGroups(action, config), sticky, duration(stickiness, sticky));
    }

    private List<WeightedTargetGroup> targetGroups(Input action, Optional<Input> config) {
        Optional<String> single = action.optionalString("TargetGroupArn");
        List<WeightedTargetGroup> groups = config.map(this::weighted).orElse(List.of());
        if (single.isEmpty() && groups.isEmpty()) {
            throw Refusals.validation("A target group must be specified for an action of type 'forward'");
        }
        if (single.isEmpty()) {
            return groups;
        }
        if (groups.isEmpty()) {
            return List.of(new WeightedTargetGroup(checked(single.get()), 1));
        }
        if (groups.size() > 1 || !groups.get(0).targetGroupArn().equals(single.get())) {
            throw Refusals.validation("You cannot specify both 'TargetGroupArn' and 'ForwardConfig' unless they name"
                    + " the same single target group");
        }
        return groups;
    }

    private List<WeightedTargetGroup> weighted(Input config) {
        List<WeightedTargetGroup> groups = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Input group : config.structures("TargetGroups")) {
            String arn = group.optionalString("TargetGroupArn")
                    .orElseThrow(() -> Refusals.validation("A target group ARN must be specified"));
            int weight = group.optionalInteger("Weight").orElse(1);
            if (weight < 0 || weight > MAX_WEIGHT) {
                throw Refusals.validation(
                        "The weight for each target group must be between 0 and " + MAX_WEIGHT + ", inclusive");
            }
            if (!seen.add(arn)) {
                throw Refusals.validation("Target group '" + arn + "' cannot be specified more than once");
            }
            groups.add(new WeightedTargetGroup(checked(arn), weight));
        }
        if (groups.size() > targetGroupsPerAction) {
            // TooManyTargetGroups is about an account's (API_CreateRule); the words are those about certificates.
            throw Refusals.validation("Up to '" + targetGroupsPerAction + "' target groups can be specified, but '"
                    + groups.size() + "' were specified");
        }
        return List.copyOf(groups);
    }

    private String checked(String arn) {
        if (existing.findTargetGroup(arn).isEmpty()) {
            throw Refusals.targetGroupNotFound(arn);
        }
        return arn;
    }

    private static Optional<Integer> duration(Optional<Input> stickiness, boolean enabled) {
        Optional<Integer> seconds = stickiness.flatMap(given -> given.optionalInteger("DurationSeconds"));
        if (seconds.isPresent() && (seconds.get() < 1 || seconds.get() > MAX_STICKINESS_SECONDS)) {
            throw Refusals.validation("Target group stickiness duration '" + seconds.get() + "' must be between '1-"
                    + MAX_STICKINESS_SECONDS + "' inclusive");
        }
        if (enabled && seconds.isEmpty()) {
            throw Refusals.validation("A duration must be specified to enable target group stickiness");
        }
        return seconds;
    }
}
