package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The keywords that combine schemas of the whole instance. Threads: stateless. */
final class Combinations {

    private Combinations() {}

    static Keyword allOf(List<SchemaNode> schemas) {
        return (instance, report, evaluation) -> {
            int matched = matched(schemas, instance, evaluation);
            if (matched < schemas.size()) {
                report.error(() -> "instance failed to match all required schemas (matched only " + matched + " out of "
                        + schemas.size() + ')');
            }
        };
    }

    static Keyword anyOf(List<SchemaNode> schemas) {
        return (instance, report, evaluation) -> {
            if (schemas.stream().noneMatch(schema -> evaluation.matches(schema, instance))) {
                report.error(() -> "instance failed to match at least one required schema among " + schemas.size());
            }
        };
    }

    static Keyword oneOf(List<SchemaNode> schemas) {
        return (instance, report, evaluation) -> {
            int matched = matched(schemas, instance, evaluation);
            if (matched != 1) {
                report.error(() -> "instance failed to match exactly one schema (matched " + matched + " out of "
                        + schemas.size() + ')');
            }
        };
    }

    static Keyword not(SchemaNode schema) {
        return (instance, report, evaluation) -> {
            if (evaluation.matches(schema, instance)) {
                report.error(() -> "instance matched a schema which it should not have");
            }
        };
    }

    private static int matched(List<SchemaNode> schemas, JsonNode instance, Evaluation evaluation) {
        int matched = 0;
        for (SchemaNode schema : schemas) {
            matched += evaluation.matches(schema, instance) ? 1 : 0;
        }
        return matched;
    }
}
