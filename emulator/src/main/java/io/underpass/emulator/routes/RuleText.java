package io.underpass.emulator.routes;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.HostHeader;
import io.underpass.alb.model.RuleCondition.HttpHeader;
import io.underpass.alb.model.RuleCondition.HttpRequestMethod;
import io.underpass.alb.model.RuleCondition.PathPattern;
import io.underpass.alb.model.RuleCondition.QueryString;
import io.underpass.alb.model.RuleCondition.SourceIp;
import io.underpass.alb.model.TargetGroup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions and actions of rules in a line. Threads: stateless. */
final class RuleText {

    private RuleText() {}

    static String conditions(List<RuleCondition> conditions) {
        return conditions.stream().map(RuleText::condition).collect(Collectors.joining(", "));
    }

    private static String condition(RuleCondition condition) {
        String regexes =
                condition.regexValues().stream().map(regex -> '~' + regex).collect(Collectors.joining("|"));
        return regexes.isEmpty() ? values(condition) : condition.field() + ' ' + regexes;
    }

    private static String values(RuleCondition condition) {
        if (condition instanceof PathPattern path) {
            return "path " + String.join("|", path.values());
        }
        if (condition instanceof HostHeader host) {
            return "host " + String.join("|", host.values());
        }
        if (condition instanceof HttpRequestMethod method) {
            return "method " + String.join("|", method.values());
        }
        if (condition instanceof HttpHeader header) {
            return "header " + header.httpHeaderName() + ": " + String.join("|", header.values());
        }
        if (condition instanceof QueryString query) {
            return "query "
                    + query.values().stream()
                            .map(pair -> pair.key().map(key -> key + '=').orElse("") + pair.value())
                            .collect(Collectors.joining("|"));
        }
        SourceIp source = (SourceIp) condition;
        return "source " + source.values().stream().map(Object::toString).collect(Collectors.joining("|"));
    }

    static String actions(List<Action> actions, Function<String, Optional<TargetGroup>> groups) {
        return actions.stream().map(action -> action(action, groups)).collect(Collectors.joining(", then "));
    }

    private static String action(Action action, Function<String, Optional<TargetGroup>> groups) {
        if (action instanceof Action.Forward forward) {
            boolean several = forward.targetGroups().size() > 1;
            return "forward to "
                    + forward.targetGroups().stream()
                            .map(share -> groups.apply(share.targetGroupArn())
                                            .map(RuleText::group)
                                            .orElse(share.targetGroupArn())
                                    + (several ? " by " + share.weight() : ""))
                            .collect(Collectors.joining(" or "));
        }
        if (action instanceof Action.Redirect redirect) {
            return "redirect " + redirect.statusCode().replace("HTTP_", "") + " to " + redirect.protocol() + "://"
                    + redirect.host() + ':' + redirect.port() + redirect.path() + '?' + redirect.query();
        }
        if (action instanceof Action.FixedResponse fixed) {
            return "answer " + fixed.statusCode();
        }
        return action.type();
    }

    private static String group(TargetGroup group) {
        String targets = group.targets().values().stream()
                .filter(target -> target.deregisteredAt().isEmpty())
                .map(target -> group.lambda() ? target.id() : target.id() + ':' + target.port())
                .collect(Collectors.joining(" "));
        return Stream.of(group.targetGroupName(), targets.isEmpty() ? "(no targets)" : "(" + targets + ")")
                .collect(Collectors.joining(" "));
    }
}
