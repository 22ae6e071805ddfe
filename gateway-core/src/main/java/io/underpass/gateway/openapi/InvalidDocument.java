package io.underpass.gateway.openapi;

/**
 * A text is no API definition. Its message says why, for people.
 *
 * <p>Threads: immutable.
 */
public final class InvalidDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidDocument(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }
}
