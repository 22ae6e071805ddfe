package io.underpass.alb.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a rule does with a request.
 *
 * <p>Threads: immutable.
 */
public sealed interface Action {

    /** AWS's name of the type, {@code forward} for instance. */
    String type();

    /** The ARNs of the groups that {@code actions} name, also of those with weight zero. */
    static Stream<String> targetGroups(List<Action> actions) {
        return actions.stream()
                .filter(Forward.class::isInstance)
                .flatMap(action -> ((Forward) action).targetGroups().stream())
                .map(Forward.WeightedTargetGroup::targetGroupArn);
    }

    /** The place among the rule's actions, where the caller gave one. */
    Optional<Integer> order();

    /**
     * To a target of one of these groups, by weight.
     *
     * @param stickinessEnabled whether a client stays with its group
     * @param stickinessDurationSeconds how long
     */
    record Forward(
            Optional<Integer> order,
            List<WeightedTargetGroup> targetGroups,
            boolean stickinessEnabled,
            Optional<Integer> stickinessDurationSeconds)
            implements Action {
        @Override
        public String type() {
            return "forward";
        }

        /** A group and its share, 0 to 999. */
        public record WeightedTargetGroup(String targetGroupArn, int weight) {}
    }

    /**
     * To another URL. The texts hold placeholders: <code>#{protocol}</code>, <code>#{host}</code>,
     * <code>#{port}</code>, <code>#{path}</code> (without leading slash), <code>#{query}</code>.
     *
     * @param statusCode HTTP_301 or HTTP_302
     */
    record Redirect(
            Optional<Integer> order,
            String protocol,
            String port,
            String host,
            String path,
            String query,
            String statusCode)
            implements Action {
        @Override
        public String type() {
            return "redirect";
        }
    }

    /** This answer. */
    record FixedResponse(
            Optional<Integer> order, String statusCode, Optional<String> contentType, Optional<String> messageBody)
            implements Action {
        @Override
        public String type() {
            return "fixed-response";
        }
    }
}
