package io.underpass.alb.control;

import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.HostHeader;
import io.underpass.alb.model.RuleCondition.HttpHeader;
import io.underpass.alb.model.RuleCondition.HttpRequestMethod;
import io.underpass.alb.model.RuleCondition.PathPattern;
import io.underpass.alb.model.RuleCondition.QueryString;
import io.underpass.alb.model.RuleCondition.QueryString.KeyValue;
import io.underpass.alb.model.RuleCondition.SourceIp;
import io.underpass.aws.AwsError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks and counts the values of conditions (spec 1.4, 1.7, 2.3). Threads: stateless. */
final class ConditionValues {

    private static final int LENGTH = 128;
    private static final int NAME_LENGTH = 40;
    private static final String LIMITED_BROADCAST = "255.255.255.255/32";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.*?-]*");
    private static final Pattern HOST_END = Pattern.compile(".*\\.[A-Za-z]+");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.$/~\"'@:+&*?-]*");
    private static final Pattern METHOD = Pattern.compile("[A-Z_-]+");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private ConditionValues() {}

    /** How many values {@code conditions} hold. */
    static long count(List<RuleCondition> conditions) {
        return conditions.stream()
                .mapToLong(condition ->
                        texts(condition).count() + condition.regexValues().size())
                .sum();
    }

    /** How many wildcards {@code conditions} hold, those of regular expressions not counted (a guess). */
    static long wildcards(List<RuleCondition> conditions) {
        return conditions.stream()
                .filter(condition -> !(condition instanceof HttpRequestMethod))
                .flatMap(ConditionValues::texts)
                .mapToLong(ConditionValues::wildcards)
                .sum();
    }

    /** Refuses values that AWS refuses. */
    static void check(RuleCondition condition) {
        String field = condition.field();
        if (condition instanceof HttpHeader header) {
            checkName(header.httpHeaderName());
        }
        if (!condition.regexValues().isEmpty()) {
            checkRegexes(condition);
            return;
        }
        if (texts(condition).findAny().isEmpty()) {
            boolean plain = condition instanceof HostHeader || condition instanceof PathPattern;
            throw Refusals.validation(
                    plain ? "A condition value must be specified" : "A '" + field + "' value must be specified");
        }
        if (condition instanceof QueryString query) {
            query.values().forEach(ConditionValues::check);
        } else if (!(condition instanceof SourceIp)) {
            int limit = condition instanceof HttpRequestMethod ? NAME_LENGTH : LENGTH;
            texts(condition).forEach(value -> {
                checkLength(field, value, limit);
                check(condition, value);
            });
        }
    }

    /** AWS takes either patterns or regular expressions; its words for both are not known. */
    private static void checkRegexes(RuleCondition condition) {
        String field = condition.field();
        if (!values(condition).isEmpty()) {
            throw Refusals.validation(
                    "You cannot provide both Values and RegexValues for a condition of type '" + field + "'");
        }
        for (String regex : condition.regexValues()) {
            checkLength(field, regex, LENGTH);
            RegexChecks.checkCondition(regex);
        }
    }

    private static void check(RuleCondition condition, String value) {
        if (value.isEmpty()) {
            throw Refusals.validation("A condition value must be specified");
        }
        if (condition instanceof HostHeader) {
            checkAlphabet(HOST, value);
            if (!HOST_END.matcher(value).matches()) {
                throw Refusals.validation("Condition value '" + value
                        + "' must contain a '.' character, and only letters after the last one");
            }
        } else if (condition instanceof PathPattern) {
            checkAlphabet(PATH, value);
        } else if (condition instanceof HttpHeader) {
            checkAlphabet(PRINTABLE, value);
        } else if (!METHOD.matcher(value).matches()) {
            throw Refusals.validation(
                    "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore");
        }
    }

    /** A value of a source-ip condition; the text of the refusal is a guess. */
    static Cidr block(String value) {
        return Cidr.parse(value)
                .filter(block -> !value.equals(LIMITED_BROADCAST))
                .orElseThrow(
                        () -> Refusals.validation("The 'source-ip' value '" + value + "' is not a valid CIDR block"));
    }

    private static void check(KeyValue pair) {
        pair.key().ifPresent(key -> {
            checkLength("Key", key, LENGTH);
            checkAlphabet(PRINTABLE, key);
        });
        if (pair.value().isEmpty()) {
            throw Refusals.validation("A 'Value' must be specified in 'QueryStringKeyValuePair'");
        }
        checkLength("Value", pair.value(), LENGTH);
        checkAlphabet(PRINTABLE, pair.value());
    }

    private static void checkName(String name) {
        checkLength("HttpHeaderName", name, NAME_LENGTH);
        if (!HEADER_NAME.matcher(name).matches()) {
            throw invalidCharacter(name);
        }
        if (name.equalsIgnoreCase("host")) {
            // The docs send callers to host-header conditions; the text is a guess.
            throw Refusals.validation("The 'HttpHeaderName' value cannot be 'Host'; use a 'host-header' condition");
        }
    }

    private static void checkLength(String what, String value, int limit) {
        if (value.length() > limit) {
            throw Refusals.validation("The '" + what + "' value is too long; the limit is '" + limit + "'");
        }
    }

    private static void checkAlphabet(Pattern alphabet, String value) {
        if (!alphabet.matcher(value).matches()) {
            throw invalidCharacter(value);
        }
    }

    private static AwsError invalidCharacter(String value) {
        return Refusals.validation("Condition value '" + value + "' contains a character that is not valid");
    }

    /** Each value as one text; of query pairs both parts. */
    private static Stream<String> texts(RuleCondition condition) {
        if (condition instanceof QueryString query) {
            return query.values().stream()
                    .map(pair -> pair.key().map(key -> key + '=').orElse("") + pair.value());
        }
        return values(condition).stream();
    }

    private static List<String> values(RuleCondition condition) {
        if (condition instanceof PathPattern path) {
            return path.values();
        }
        if (condition instanceof HostHeader host) {
            return host.values();
        }
        if (condition instanceof HttpHeader header) {
            return header.values();
        }
        if (condition instanceof HttpRequestMethod method) {
            return method.values();
        }
        return condition instanceof SourceIp source
                ? source.values().stream().map(Cidr::toString).toList()
                : List.of();
    }

    /** A backslash takes the character after it out of play. */
    private static long wildcards(String text) {
        long found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?') {
                found++;
            }
        }
        return found;
    }
}
