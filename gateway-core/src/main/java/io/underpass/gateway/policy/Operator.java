package io.underpass.gateway.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * AWS's condition operators, without the qualifiers before and after them. {@code BinaryEquals} is missing: no key of
 * API Gateway is binary.
 *
 * <p>Threads: immutable.
 */
enum Operator {
    STRING_EQUALS("StringEquals", false, value -> value::equals),
    STRING_NOT_EQUALS("StringNotEquals", true, value -> value::equals),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, value -> value::equalsIgnoreCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, value -> value::equalsIgnoreCase),
    STRING_LIKE("StringLike", false, value -> Glob.of(value)::matches),
    STRING_NOT_LIKE("StringNotLike", true, value -> Glob.of(value)::matches),
    ARN_EQUALS("ArnEquals", false, value -> Glob.of(value)::matches),
    ARN_LIKE("ArnLike", false, value -> Glob.of(value)::matches),
    ARN_NOT_EQUALS("ArnNotEquals", true, value -> Glob.of(value)::matches),
    ARN_NOT_LIKE("ArnNotLike", true, value -> Glob.of(value)::matches),
    NUMERIC_EQUALS("NumericEquals", false, value -> number(value, order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, value -> number(value, order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, value -> number(value, order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, value -> number(value, order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, value -> number(value, order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, value -> number(value, order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, value -> date(value, order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, value -> date(value, order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, value -> date(value, order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, value -> date(value, order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, value -> date(value, order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, value -> date(value, order -> order >= 0)),
    BOOL("Bool", false, value -> value::equalsIgnoreCase),
    IP_ADDRESS("IpAddress", false, value -> IpRange.parse(value)::contains),
    NOT_IP_ADDRESS("NotIpAddress", true, value -> IpRange.parse(value)::contains);

    private static final Map<String, Operator> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(
                    operator -> operator.awsName.toLowerCase(Locale.ROOT), Function.identity()));

    private final String awsName;
    private final boolean negated;
    private final Function<String, Predicate<String>> test;

    Operator(String awsName, boolean negated, Function<String, Predicate<String>> test) {
        this.awsName = awsName;
        this.negated = negated;
        this.test = test;
    }

    static Optional<Operator> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a value in the policy must not match. */
    boolean isNegated() {
        return negated;
    }

    /**
     * What a request's value is tested with. The test throws IllegalArgumentException where that is no number or date and
     * the operator compares such.
     *
     * @throws IllegalArgumentException where {@code value} is none that the operator can compare with
     */
    Predicate<String> test(String value) {
        return test.apply(value);
    }

    private static Predicate<String> number(String text, IntPredicate order) {
        BigDecimal value = new BigDecimal(text);
        return given -> order.test(new BigDecimal(given).compareTo(value));
    }

    private static Predicate<String> date(String text, IntPredicate order) {
        Instant value = instant(text);
        return given -> order.test(instant(given).compareTo(value));
    }

    /** ISO 8601, or seconds since the epoch. */
    private static Instant instant(String text) {
        try {
            return text.matches("\\d{1,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date: " + text, e);
        }
    }
}
