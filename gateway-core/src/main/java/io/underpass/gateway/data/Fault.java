package io.underpass.gateway.data;

/**
 * An answer that the gateway gives in place of the backend's.
 *
 * <p>Threads: immutable.
 *
 * @param message what the client reads
 * @param validationErrors {@code $context.error.validationErrorString}: what is wrong with the body; empty where nothing is
 */
record Fault(FaultType type, String message, String validationErrors) {

    /** A fault that has nothing to do with the body's schema. */
    Fault(FaultType type, String message) {
        this(type, message, "");
    }

    /** A fault that says what AWS says by default. */
    static Fault of(FaultType type) {
        return new Fault(type, type.message());
    }

    /** A fault that names what is missing. */
    static Fault notEmulated(String feature) {
        return new Fault(FaultType.NOT_EMULATED, "Underpass does not emulate " + feature + " yet.");
    }
}
