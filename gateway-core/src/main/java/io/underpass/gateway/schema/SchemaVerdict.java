package io.underpass.gateway.schema;

/**
 * Whether a body fits a schema.
 *
 * <p>Threads: immutable.
 */
public sealed interface SchemaVerdict {

    /** It fits. */
    SchemaVerdict VALID = new Valid();

    /** It fits. */
    record Valid() implements SchemaVerdict {}

    /**
     * It does not fit.
     *
     * @param errors what is wrong with it, in AWS's words ({@code $context.error.validationErrorString})
     */
    record Invalid(String errors) implements SchemaVerdict {}

    /**
     * Nobody can tell: the schema is of no use, or its budget is spent.
     *
     * @param reason for people
     */
    record Undecided(String reason) implements SchemaVerdict {}
}
