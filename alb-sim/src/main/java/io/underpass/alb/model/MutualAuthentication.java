package io.underpass.alb.model;

import java.util.Optional;

/**
 * Whether and how clients of a listener say who they are.
 *
 * <p>Threads: immutable.
 *
 * @param mode off, passthrough or verify
 * @param trustStoreArn whom clients must lead to; where they are verified
 * @param ignoreClientCertificateExpiry whether a certificate whose time is over will do
 * @param advertiseTrustStoreCaNames whether clients are told which authorities are meant
 */
public record MutualAuthentication(
        String mode,
        Optional<String> trustStoreArn,
        boolean ignoreClientCertificateExpiry,
        boolean advertiseTrustStoreCaNames) {

    /** Nobody is asked. */
    public static final MutualAuthentication OFF = new MutualAuthentication("off", Optional.empty(), false, false);

    /** Whether clients are let in whatever they show, and targets told what that was. */
    public boolean passesThrough() {
        return mode.equals("passthrough");
    }

    /** Whether clients are let in only with a certificate that leads to the trust store. */
    public boolean verifies() {
        return mode.equals("verify");
    }
}
