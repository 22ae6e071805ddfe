package io.underpass.alb.compile;

import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.QueryString.KeyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Rules and requests of few words, so that they meet often, and of all kinds of conditions. */
final class RandomRules {

    private static final String[] WORDS = {"a", "b", "ab", "A", "orders", "v1", "v2", ""};
    private static final String[] HOSTS = {"a.com", "b.com", "api.a.com", "x.api.a.com", "A.org", "localhost"};
    private static final String[] METHODS = {"GET", "POST", "get", "MY-METHOD"};
    private static final String[] HEADERS = {"X-Env", "User-Agent", "x-env"};
    private static final String[] VALUES = {"prod", "PROD", "dev", "a*b", "pro?d", "", "Mozilla Chrome/1", "a\tb"};
    private static final String[] ADDRESSES = {"10.0.0.1", "10.0.1.1", "10.128.0.1", "127.0.0.1", "2001:db8::1", "::1"};
    private static final String[] BLOCKS = {
        "10.0.0.0/8", "10.0.0.0/24", "10.0.0.1/32", "0.0.0.0/0", "10.128.0.0/9", "2001:db8::/32", "::/0", "::1/128"
    };
    private static final String[] PATH_REGEXES = {
        "^/a/",
        "^/a$",
        "^/orders/[a-z]+$",
        "/b",
        "^/(a|b)/",
        "^/v[0-9]/",
        "^/a/b/.*$",
        "^/ab?/",
        "^/a|b$",
        "\\.",
        "^/$",
        "^/a\\/b",
        "^/a/?b",
        "^/a/|/b",
        "^/a/b/{0}",
        "(?i)^/A/",
        "^/a*/b",
        "^/v1/a+",
        "^/orders/v1$",
        "^/a/b/?$"
    };
    private static final String[] HOST_REGEXES = {"^a\\.", "com$", "^(api|x)\\.", "^A\\.org$", "b"};
    private static final String[] HEADER_REGEXES = {"^prod$", "chrome", "^$", "a.?b", "[^a-z]"};

    private final Random random;

    RandomRules(long seed) {
        this.random = new Random(seed);
    }

    /** A listener's rules. */
    List<Rule> rules() {
        List<Integer> priorities =
                new ArrayList<>(Stream.iterate(1, p -> p + 1).limit(50).toList());
        Collections.shuffle(priorities, random);
        return priorities.stream().limit(1 + random.nextInt(15)).map(this::rule).toList();
    }

    /** A rule of this priority. */
    Rule rule(int priority) {
        List<RuleCondition> conditions = new ArrayList<>();
        while (conditions.isEmpty()) {
            maybe(3, conditions, this::path);
            maybe(2, conditions, this::host);
            maybe(1, conditions, () -> new RuleCondition.HttpRequestMethod(some(() -> one(METHODS))));
            maybe(1, conditions, this::header);
            maybe(1, conditions, this::header);
            maybe(1, conditions, () -> new RuleCondition.QueryString(some(this::pair)));
            maybe(
                    1,
                    conditions,
                    () -> new RuleCondition.SourceIp(
                            some(() -> Cidr.parse(one(BLOCKS)).orElseThrow())));
        }
        Collections.shuffle(conditions, random);
        return AlbFixtures.rule(80, priority, AlbFixtures.answer("x"), conditions.toArray(RuleCondition[]::new));
    }

    /** A request. */
    Facts request() {
        String query = random.nextInt(3) == 0 ? "" : String.join("&", some(() -> key() + one("=", "=", "") + value()));
        Facts facts = Facts.get("/" + String.join("/", some(() -> one(WORDS))))
                .withMethod(one(METHODS))
                .withHost(one(HOSTS).toLowerCase(Locale.ROOT))
                .from(one(ADDRESSES));
        facts = new Facts(facts.method(), facts.path(), query, facts.host(), facts.fields(), facts.source());
        for (int fields = random.nextInt(3); fields > 0; fields--) {
            facts = facts.withHeader(one(HEADERS), one(VALUES));
        }
        return facts;
    }

    private RuleCondition path() {
        return random.nextInt(3) == 0
                ? new RuleCondition.PathPattern(List.of(), some(() -> one(PATH_REGEXES)))
                : new RuleCondition.PathPattern(some(() ->
                        one("/", "/", "/", "*", "") + String.join("/", some(() -> wild(one(WORDS))))));
    }

    private RuleCondition host() {
        return random.nextInt(4) == 0
                ? new RuleCondition.HostHeader(List.of(), some(() -> one(HOST_REGEXES)))
                : new RuleCondition.HostHeader(some(() -> random.nextInt(3) == 0 ? wild(one(HOSTS)) : one(HOSTS)));
    }

    private RuleCondition header() {
        return random.nextInt(3) == 0
                ? new RuleCondition.HttpHeader(one(HEADERS), List.of(), some(() -> one(HEADER_REGEXES)))
                : new RuleCondition.HttpHeader(one(HEADERS), some(() -> wild(one(VALUES))));
    }

    private KeyValue pair() {
        return new KeyValue(
                random.nextBoolean() ? Optional.of(wild(key())) : Optional.empty(), one(wild(value()), "\\*", "x\\?"));
    }

    private String key() {
        return one("version", "V", "x", "");
    }

    private String value() {
        return one("v1", "V1", "v2", "*", "x?", "", "a=b", "%20");
    }

    /** {@code text} with some of it become wildcards. */
    private String wild(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> text + "*";
            case 2 -> "*" + text;
            case 3 -> text.isEmpty() ? "?" : text.substring(0, text.length() - 1) + "?";
            default -> text;
        };
    }

    private void maybe(int inFour, List<RuleCondition> conditions, Supplier<RuleCondition> condition) {
        if (random.nextInt(4) < inFour) {
            conditions.add(condition.get());
        }
    }

    private <T> List<T> some(Supplier<T> item) {
        return Stream.generate(item).limit(1 + random.nextInt(3)).toList();
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
