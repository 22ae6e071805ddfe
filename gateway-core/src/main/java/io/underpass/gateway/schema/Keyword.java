package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One rule of a schema about the instance itself; {@link Children} say which schemas its parts have to fit.
 *
 * <p>Threads: immutable.
 */
@FunctionalInterface
interface Keyword {

    /** Notes in {@code report} where {@code instance} breaks the rule; one of a type the rule is not about never does. */
    void check(JsonNode instance, Report report, Evaluation evaluation);
}
