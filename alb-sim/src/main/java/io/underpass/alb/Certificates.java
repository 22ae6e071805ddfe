package io.underpass.alb;

import java.util.Optional;

/**
 * Port: the certificates that listeners show, kept by another service.
 *
 * <p>Threads: safe; never blocks.
 */
@FunctionalInterface
public interface Certificates {

    /** No certificates. */
    Certificates NONE = arn -> Optional.empty();

    /**
     * A certificate and its key.
     *
     * @param chain PEM: the certificate itself, then those that lead to its root
     * @param privateKey PEM, not encrypted
     */
    record Pair(String chain, String privateKey) {}

    /** The certificate with this ARN, if it exists and can be used. */
    Optional<Pair> find(String certificateArn);
}
