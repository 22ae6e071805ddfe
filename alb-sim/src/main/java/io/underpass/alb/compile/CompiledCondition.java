package io.underpass.alb.compile;

/**
 * A condition, ready to be tried. Its text names the field and the values it accepts.
 *
 * <p>Threads: immutable.
 */
public interface CompiledCondition {

    /** Whether any of the values fits. */
    boolean matches(RequestFacts request);

    /** What the request has where the condition looks, for people. */
    String found(RequestFacts request);

    /** How much of the request fits, to find the nearest of several conditions that fail; only an order. */
    default int closeness(RequestFacts request) {
        return 0;
    }
}
