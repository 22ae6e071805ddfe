package io.underpass.aws.sigv4;

/**
 * Thrown within this package where a signature does not count; {@link SigV4Verifier} turns it back into a value.
 *
 * <p>Threads: immutable.
 */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
