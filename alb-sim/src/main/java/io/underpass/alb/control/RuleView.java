package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.HostHeader;
import io.underpass.alb.model.RuleCondition.HttpHeader;
import io.underpass.alb.model.RuleCondition.HttpRequestMethod;
import io.underpass.alb.model.RuleCondition.PathPattern;
import io.underpass.alb.model.RuleCondition.QueryString;
import io.underpass.alb.model.RuleCondition.SourceIp;
import java.util.List;

/** Rules as answers show them. Threads: stateless. */
final class RuleView {

    private RuleView() {}

    static ObjectNode render(Rule rule) {
        ObjectNode members =
                render(rule.ruleArn(), Integer.toString(rule.priority()), rule.conditions(), rule.actions(), false);
        Transforms.addTo(members, rule.transforms());
        return members;
    }

    /** The default rule of {@code listener}. */
    static ObjectNode renderDefault(Listener listener) {
        return render(listener.defaultRuleArn(), "default", List.of(), listener.defaultActions(), true);
    }

    private static ObjectNode render(
            String arn, String priority, List<RuleCondition> conditions, List<Action> actions, boolean isDefault) {
        ObjectNode members = Answer.empty().put("RuleArn", arn).put("Priority", priority);
        ArrayNode list = members.putArray("Conditions");
        conditions.forEach(condition -> list.add(render(condition)));
        members.set("Actions", ActionView.render(actions));
        return members.put("IsDefault", isDefault);
    }

    private static ObjectNode render(RuleCondition condition) {
        ObjectNode members = Answer.empty().put("Field", condition.field());
        if (condition instanceof HostHeader host) {
            addPatterns(members, host.values(), host.regexValues(), "HostHeaderConfig");
        } else if (condition instanceof PathPattern path) {
            addPatterns(members, path.values(), path.regexValues(), "PathPatternConfig");
        } else if (condition instanceof HttpHeader header) {
            ObjectNode config = members.putObject("HttpHeaderConfig").put("HttpHeaderName", header.httpHeaderName());
            if (header.regexValues().isEmpty()) {
                config.set("Values", Answer.texts(header.values()));
            } else {
                config.set("RegexValues", Answer.texts(header.regexValues()));
            }
        } else if (condition instanceof QueryString query) {
            ArrayNode values = members.putObject("QueryStringConfig").putArray("Values");
            query.values().forEach(pair -> {
                ObjectNode node = values.addObject();
                pair.key().ifPresent(key -> node.put("Key", key));
                node.put("Value", pair.value());
            });
        } else if (condition instanceof HttpRequestMethod method) {
            members.putObject("HttpRequestMethodConfig").set("Values", Answer.texts(method.values()));
        } else if (condition instanceof SourceIp source) {
            members.putObject("SourceIpConfig")
                    .set(
                            "Values",
                            Answer.texts(
                                    source.values().stream().map(Cidr::toString).toList()));
        }
        return members;
    }

    /** Patterns for host and path are shown twice, in the older syntax too; regular expressions likewise (a guess). */
    private static void addPatterns(ObjectNode members, List<String> values, List<String> regexes, String config) {
        String name = regexes.isEmpty() ? "Values" : "RegexValues";
        List<String> shown = regexes.isEmpty() ? values : regexes;
        members.set(name, Answer.texts(shown));
        members.putObject(config).set(name, Answer.texts(shown));
    }
}
