package io.underpass.alb.compile;

import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Rules as AWS's documentation tells them, with no thought for speed and no line in common with what is tested: wildcards
 * by trying every length, addresses bit by bit, regular expressions on the JDK's engine.
 */
final class NaiveMatcher {

    private NaiveMatcher() {}

    /** The rule that a request meets; empty where only the default rule is left. */
    static Optional<Rule> firstMatch(List<Rule> rules, RequestFacts request) {
        return rules.stream()
                .sorted(Comparator.comparingInt(Rule::priority))
                .filter(rule -> rule.conditions().stream().allMatch(condition -> holds(condition, request)))
                .findFirst();
    }

    private static boolean holds(RuleCondition condition, RequestFacts request) {
        if (condition instanceof RuleCondition.PathPattern path) {
            return path.regexValues().stream().anyMatch(regex -> finds(regex, 0, request.path()))
                    || path.values().stream().anyMatch(pattern -> glob(pattern, visible(request.path()), false));
        }
        if (condition instanceof RuleCondition.HostHeader host) {
            return host.regexValues().stream().anyMatch(regex -> finds(regex, Pattern.CASE_INSENSITIVE, request.host()))
                    || host.values().stream().anyMatch(pattern -> globIgnoringCase(pattern, request.host(), false));
        }
        if (condition instanceof RuleCondition.HttpHeader header) {
            return request.header(header.httpHeaderName()).stream()
                    .anyMatch(value -> header.regexValues().stream()
                                    .anyMatch(regex -> finds(regex, Pattern.CASE_INSENSITIVE, value))
                            || header.values().stream().anyMatch(pattern -> globIgnoringCase(pattern, value, false)));
        }
        if (condition instanceof RuleCondition.HttpRequestMethod method) {
            return method.values().contains(request.method());
        }
        if (condition instanceof RuleCondition.QueryString query) {
            return query.values().stream().anyMatch(wanted -> anyPair(request.query(), wanted));
        }
        if (condition instanceof RuleCondition.SourceIp source) {
            return source.values().stream().anyMatch(block -> contains(block, request.source()));
        }
        throw new AssertionError(condition);
    }

    private static boolean finds(String regex, int flags, String text) {
        return Pattern.compile(regex, flags).matcher(visible(text)).find();
    }

    private static boolean anyPair(String query, RuleCondition.QueryString.KeyValue wanted) {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            String value = parts.length == 1 ? "" : parts[1];
            Predicate<String> hasKey = key -> globIgnoringCase(key, parts[0], true);
            if (wanted.key().map(hasKey::test).orElse(true) && globIgnoringCase(wanted.value(), value, true)) {
                return true;
            }
        }
        return false;
    }

    private static boolean globIgnoringCase(String pattern, String text, boolean escapes) {
        return glob(pattern.toLowerCase(Locale.ROOT), visible(text).toLowerCase(Locale.ROOT), escapes);
    }

    /** By the definition: a star is any of all possible lengths. */
    private static boolean glob(String pattern, String text, boolean escapes) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        boolean escaped = escapes && (pattern.startsWith("\\*") || pattern.startsWith("\\?"));
        char first = pattern.charAt(escaped ? 1 : 0);
        String rest = pattern.substring(escaped ? 2 : 1);
        if (first == '*' && !escaped) {
            for (int length = 0; length <= text.length(); length++) {
                if (glob(rest, text.substring(length), escapes)) {
                    return true;
                }
            }
            return false;
        }
        boolean any = first == '?' && !escaped;
        return !text.isEmpty() && (any || text.charAt(0) == first) && glob(rest, text.substring(1), escapes);
    }

    private static String visible(String text) {
        return text.replaceAll("[\\x00-\\x1f\\x7f]", "");
    }

    private static boolean contains(Cidr block, InetAddress address) {
        String[] parts = block.toString().split("/");
        byte[] network;
        try {
            network = InetAddress.getByName(parts[0]).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        byte[] bytes = address.getAddress();
        if (network.length != bytes.length) {
            return false;
        }
        for (int bit = 0; bit < Integer.parseInt(parts[1]); bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (bytes[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
