package io.underpass.alb.control;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.Forward;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroupAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stickiness does not go together with (spec 3.6; AWS's page "Sticky sessions"). The texts are guesses.
 *
 * <p>Threads: stateless.
 */
final class StickinessRules {

    private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`|~";

    private StickinessRules() {}

    /** What is wrong with the name of an application's cookie; nothing is wrong with none. */
    static Optional<String> cookieNameProblem(String name) {
        if (name.toUpperCase(Locale.ROOT).startsWith("AWSALB")) {
            return Optional.of("must not begin with 'AWSALB', 'AWSALBAPP' or 'AWSALBTG'");
        }
        return name.chars().allMatch(StickinessRules::inToken)
                ? Optional.empty()
                : Optional.of("must be a valid cookie name");
    }

    private static boolean inToken(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || TOKEN_SPECIALS.indexOf(c) >= 0;
    }

    /** Whether {@code group} may have the attributes {@code set}, by themselves and in the rules that name it. */
    static void check(AlbState state, TargetGroup group, Map<String, String> set) {
        if (group.network() || !TargetGroupAttributes.STICKINESS.in(set)) {
            return;
        }
        if (isByApplication(set)
                && TargetGroupAttributes.APP_COOKIE_NAME.in(set).isEmpty()) {
            throw Refusals.invalidConfiguration(
                    "You must set an application cookie name to enable stickiness of type 'app_cookie'");
        }
        AlbState after = state.with(group.withAttributes(set));
        after.listeners().values().stream()
                .flatMap(listener -> TargetGroupUse.allActions(after, listener))
                .flatMap(StickinessRules::forwards)
                .filter(forward -> forward.targetGroups().stream()
                        .anyMatch(weighted -> weighted.targetGroupArn().equals(group.targetGroupArn())))
                .forEach(forward -> check(after, forward));
    }

    /** Whether a rule of {@code listener} may have {@code actions}. */
    static void check(AlbState state, Listener listener, List<Action> actions) {
        forwards(actions).forEach(forward -> {
            if (forward.stickinessEnabled() && Protocols.isNetwork(listener.protocol())) {
                throw Refusals.invalidAction(
                        "Target group stickiness is not supported for " + listener.protocol() + " listeners");
            }
            check(state, forward);
        });
    }

    private static void check(AlbState state, Forward forward) {
        if (forward.targetGroups().size() < 2) {
            return;
        }
        for (Forward.WeightedTargetGroup weighted : forward.targetGroups()) {
            TargetGroup group = state.targetGroups().get(weighted.targetGroupArn());
            if (group == null || group.network() || !TargetGroupAttributes.STICKINESS.in(group.attributes())) {
                continue;
            }
            if (isByApplication(group.attributes())) {
                throw Refusals.invalidConfiguration(
                        "Target group '" + group.targetGroupArn()
                                + "' has stickiness of the type 'app_cookie', which cannot be used with weighted target groups");
            }
            if (!forward.stickinessEnabled()) {
                throw Refusals.invalidConfiguration(
                        "Target group stickiness must be enabled for a rule with several target groups, because target"
                                + " group '" + group.targetGroupArn() + "' has stickiness enabled");
            }
        }
    }

    private static boolean isByApplication(Map<String, String> set) {
        return TargetGroupAttributes.STICKINESS_TYPE.in(set).equals("app_cookie");
    }

    private static Stream<Forward> forwards(List<Action> actions) {
        return actions.stream().filter(Forward.class::isInstance).map(Forward.class::cast);
    }
}
