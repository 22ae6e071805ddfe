package io.underpass.gateway.policy;

/**
 * Thrown within this package where a policy cannot be used; {@link PolicyReader} turns it back into a value.
 *
 * <p>Threads: immutable.
 */
final class PolicyProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient PolicyReading reading;

    private PolicyProblem(PolicyReading reading, String message) {
        super(message, null, false, false);
        this.reading = reading;
    }

    static PolicyProblem invalid(String reason) {
        return new PolicyProblem(new PolicyReading.Invalid(reason), reason);
    }

    static PolicyProblem notEmulated(String feature) {
        return new PolicyProblem(new PolicyReading.NotEmulated(feature), feature);
    }

    PolicyReading reading() {
        return reading;
    }
}
