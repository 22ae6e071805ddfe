package io.underpass.alb.compile;

import io.underpass.alb.model.RuleCondition;
import java.util.List;

/** From the conditions of the model to such as can be tried. Threads: safe, holds nothing. */
final class ConditionCompiler {

    private ConditionCompiler() {}

    static CompiledCondition compile(RuleCondition condition) {
        if (!condition.regexValues().isEmpty()) {
            return regex(condition);
        }
        if (condition instanceof RuleCondition.PathPattern path) {
            return new PathPatternCondition(
                    path.values().stream().map(Glob::caseSensitive).toList());
        }
        if (condition instanceof RuleCondition.HostHeader host) {
            return new HostHeaderCondition(ignoringCase(host.values()));
        }
        if (condition instanceof RuleCondition.HttpRequestMethod method) {
            return new MethodCondition(List.copyOf(method.values()));
        }
        if (condition instanceof RuleCondition.HttpHeader header) {
            return new HttpHeaderCondition(header.httpHeaderName(), ignoringCase(header.values()));
        }
        if (condition instanceof RuleCondition.QueryString query) {
            return new QueryStringCondition(
                    query.values().stream().map(ConditionCompiler::pair).toList());
        }
        if (condition instanceof RuleCondition.SourceIp source) {
            return new SourceIpCondition(source.values());
        }
        throw new IllegalArgumentException("no such condition: " + condition.field());
    }

    private static CompiledCondition regex(RuleCondition condition) {
        if (condition instanceof RuleCondition.PathPattern path) {
            return new RegexCondition(
                    new RegexCondition.Subject.Path(),
                    path.regexValues().stream().map(Regex::caseSensitive).toList());
        }
        RegexCondition.Subject subject = condition instanceof RuleCondition.HttpHeader header
                ? new RegexCondition.Subject.Header(header.httpHeaderName())
                : new RegexCondition.Subject.Host();
        return new RegexCondition(
                subject,
                condition.regexValues().stream().map(Regex::ignoringCase).toList());
    }

    private static List<Glob> ignoringCase(List<String> patterns) {
        return patterns.stream().map(Glob::ignoringCase).toList();
    }

    private static QueryStringCondition.Pair pair(RuleCondition.QueryString.KeyValue pair) {
        return new QueryStringCondition.Pair(
                pair.key().map(Glob::ignoringCaseWithEscapes), Glob.ignoringCaseWithEscapes(pair.value()));
    }
}
