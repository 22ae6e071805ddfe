package io.underpass.alb.control;

import io.underpass.alb.model.AlbState;
import java.util.function.BiFunction;
import org.pcollections.PSortedMap;

/**
 * A resource that bears tags, whatever its type.
 *
 * <p>Threads: immutable.
 *
 * @param tags its tags
 * @param change from a state and other tags to the state in which it bears those
 */
record Tagged(PSortedMap<String, String> tags, BiFunction<AlbState, PSortedMap<String, String>, AlbState> change) {

    /** The resource of that ARN; each type of resource is missed with an error of its own. */
    static Tagged find(Existing existing, String arn) {
        ResourceType type = ResourceType.of(arn)
                .orElseThrow(() -> Refusals.validation("'" + arn + "' is not a valid resource ARN"));
        return switch (type) {
            case LOAD_BALANCER -> {
                var found = existing.loadBalancer(arn);
                yield new Tagged(found.tags(), (state, tags) -> state.with(found.withTags(tags)));
            }
            case TARGET_GROUP -> {
                var found = existing.targetGroup(arn);
                yield new Tagged(found.tags(), (state, tags) -> state.with(found.withTags(tags)));
            }
            case LISTENER -> {
                var found = existing.listener(arn);
                yield new Tagged(found.tags(), (state, tags) -> state.with(found.withTags(tags)));
            }
            case RULE ->
                existing.rule(
                        arn,
                        rule -> new Tagged(rule.tags(), (state, tags) -> state.with(rule.withTags(tags))),
                        listener -> new Tagged(
                                listener.defaultRuleTags(),
                                (state, tags) -> state.with(listener.withDefaultRuleTags(tags))));
            case TRUST_STORE -> {
                var found = existing.trustStore(arn);
                yield new Tagged(found.tags(), (state, tags) -> state.with(found.withTags(tags)));
            }
        };
    }

    /** {@code state} with {@code others} in place of this resource's tags. */
    AlbState with(AlbState state, PSortedMap<String, String> others) {
        return change.apply(state, others);
    }
}
