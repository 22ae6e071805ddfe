package io.underpass.gateway.schema;

/** Thrown within this package while a schema is compiled that can judge nothing. Threads: immutable. */
final class UnusableSchema extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableSchema(String message) {
        super(message, null, false, false);
    }
}
