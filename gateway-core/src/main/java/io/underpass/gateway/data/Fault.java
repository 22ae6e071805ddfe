package io.underpass.gateway.data;

/**
 * An answer that the gateway gives in place of the backend's.
 *
 * <p>Threads: immutable.
 *
 * @param message what the client reads
 */
record Fault(FaultType type, String message) {

    /** A fault that says what AWS says by default. */
    static Fault of(FaultType type) {
        return new Fault(type, type.message());
    }

    /** A fault that names what is missing. */
    static Fault notEmulated(String feature) {
        return new Fault(FaultType.NOT_EMULATED, "Underpass does not emulate " + feature + " yet.");
    }
}
