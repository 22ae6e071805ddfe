package io.underpass.emulator.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes actions, conditions and transforms as Elastic Load Balancing has them. Threads: immutable.
 *
 * @param arns the ARN of the group that a share is about
 */
record RuleMembers(Function<Action.Share, String> arns) {

    /** Neither a path nor a host begins with it, and seldom another header field. */
    private static final String REGEX = "~";

    List<Members> actions(Action action) {
        if (action instanceof Action.Behind behind) {
            List<Members> both = new ArrayList<>();
            both.add(AuthenticationMembers.of(behind.authentication()));
            both.addAll(actions(behind.then()));
            for (int i = 0; i < both.size(); i++) {
                both.get(i).number("Order", i + 1);
            }
            return both;
        }
        if (action instanceof Action.Forward forward) {
            return List.of(Members.of("Type", "forward").structure("ForwardConfig", config(forward)));
        }
        if (action instanceof Action.Redirect redirect) {
            return List.of(Members.of("Type", "redirect").structure("RedirectConfig", config(redirect)));
        }
        Action.Fixed fixed = (Action.Fixed) action;
        Members config = Members.of("StatusCode", Integer.toString(fixed.status()))
                .text("ContentType", fixed.contentType())
                .text("MessageBody", fixed.body());
        return List.of(Members.of("Type", "fixed-response").structure("FixedResponseConfig", config));
    }

    private Members config(Action.Forward forward) {
        Members config = new Members()
                .structures(
                        "TargetGroups",
                        forward.shares().stream()
                                .map(share -> Members.of("TargetGroupArn", arns.apply(share))
                                        .number("Weight", share.weight()))
                                .toList());
        forward.stickiness()
                .ifPresent(time -> config.structure(
                        "TargetGroupStickinessConfig",
                        new Members().flag("Enabled", true).number("DurationSeconds", (int) time.toSeconds())));
        return config;
    }

    private static Members config(Action.Redirect redirect) {
        return Members.of("StatusCode", "HTTP_" + redirect.status())
                .text("Protocol", redirect.protocol().map(text -> text.toUpperCase(Locale.ROOT)))
                .text("Host", redirect.host())
                .text("Port", redirect.port())
                .text("Path", redirect.path())
                .text("Query", redirect.query());
    }

    static List<Members> conditions(Rule rule) {
        List<Members> conditions = new ArrayList<>();
        addPatterns(conditions, "path-pattern", "PathPatternConfig", rule.paths());
        addPatterns(conditions, "host-header", "HostHeaderConfig", rule.hosts());
        add(conditions, "http-request-method", "HttpRequestMethodConfig", rule.methods());
        rule.headers()
                .forEach((name, values) -> conditions.add(Members.of("Field", "http-header")
                        .structure("HttpHeaderConfig", patterns(Members.of("HttpHeaderName", name), values))));
        rule.query()
                .forEach((key, values) -> conditions.add(Members.of("Field", "query-string")
                        .structure("QueryStringConfig", new Members().structures("Values", pairs(key, values)))));
        add(conditions, "source-ip", "SourceIpConfig", rule.sourceIps());
        return conditions;
    }

    private static List<Members> pairs(String key, List<String> values) {
        return values.stream()
                .map(value -> (key.isEmpty() ? new Members() : Members.of("Key", key)).text("Value", value))
                .toList();
    }

    private static void addPatterns(List<Members> conditions, String field, String config, List<String> values) {
        if (!values.isEmpty()) {
            conditions.add(Members.of("Field", field).structure(config, patterns(new Members(), values)));
        }
    }

    private static Members patterns(Members members, List<String> values) {
        List<String> patterns =
                values.stream().filter(value -> !value.startsWith(REGEX)).toList();
        List<String> regexes = values.stream()
                .filter(value -> value.startsWith(REGEX))
                .map(value -> value.substring(REGEX.length()))
                .toList();
        if (!regexes.isEmpty()) {
            members.texts("RegexValues", regexes);
        }
        return regexes.isEmpty() || !patterns.isEmpty() ? members.texts("Values", patterns) : members;
    }

    private static void add(List<Members> conditions, String field, String config, List<String> values) {
        if (!values.isEmpty()) {
            conditions.add(Members.of("Field", field).structure(config, new Members().texts("Values", values)));
        }
    }

    static List<Members> transforms(Rule rule) {
        return Stream.of(
                        Map.entry("host-header-rewrite", rule.rewriteHost()),
                        Map.entry("url-rewrite", rule.rewritePath()))
                .filter(entry -> entry.getValue().isPresent())
                .map(entry -> transform(entry.getKey(), entry.getValue().orElseThrow()))
                .toList();
    }

    private static Members transform(String type, Rule.Rewrite rewrite) {
        String config = type.equals("url-rewrite") ? "UrlRewriteConfig" : "HostHeaderRewriteConfig";
        Members one = Members.of("Regex", rewrite.regex()).text("Replace", rewrite.replace());
        return Members.of("Type", type).structure(config, new Members().structures("Rewrites", List.of(one)));
    }
}
