package io.underpass.alb.model;

import java.util.List;
import java.util.Optional;

/**
 * What a request must be like. Any one of the values suffices.
 *
 * <p>Threads: immutable.
 */
public sealed interface RuleCondition {

    /** AWS's name of the field, {@code path-pattern} for instance. */
    String field();

    /** The regular expressions, where the condition has them in place of patterns. */
    default List<String> regexValues() {
        return List.of();
    }

    /** The path matches a pattern, by case, {@code *} and {@code ?} being wildcards, or a regular expression. */
    record PathPattern(List<String> values, List<String> regexValues) implements RuleCondition {

        /** Without regular expressions. */
        public PathPattern(List<String> values) {
            this(values, List.of());
        }

        @Override
        public String field() {
            return "path-pattern";
        }
    }

    /** The Host header matches a pattern or a regular expression, without case. */
    record HostHeader(List<String> values, List<String> regexValues) implements RuleCondition {

        /** Without regular expressions. */
        public HostHeader(List<String> values) {
            this(values, List.of());
        }

        @Override
        public String field() {
            return "host-header";
        }
    }

    /** The method is one of these, by case. */
    record HttpRequestMethod(List<String> values) implements RuleCondition {
        @Override
        public String field() {
            return "http-request-method";
        }
    }

    /** A header field matches a pattern or a regular expression, without case. */
    record HttpHeader(String httpHeaderName, List<String> values, List<String> regexValues) implements RuleCondition {

        /** Without regular expressions. */
        public HttpHeader(String httpHeaderName, List<String> values) {
            this(httpHeaderName, values, List.of());
        }

        @Override
        public String field() {
            return "http-header";
        }
    }

    /** A query parameter matches, without case. */
    record QueryString(List<KeyValue> values) implements RuleCondition {
        @Override
        public String field() {
            return "query-string";
        }

        /** A pattern for the value and, where it is given, for the key. */
        public record KeyValue(Optional<String> key, String value) {}
    }

    /** The client's address is in one of these blocks. */
    record SourceIp(List<Cidr> values) implements RuleCondition {
        @Override
        public String field() {
            return "source-ip";
        }
    }
}
