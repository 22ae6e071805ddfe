package io.underpass.gateway;

import java.time.Instant;

/**
 * Port: makes what the gateway shows to backends.
 *
 * <p>Threads: called on the control thread.
 */
@FunctionalInterface
public interface ClientKeys {

    /** A new key and a certificate for it that is signed by itself and good between two moments. */
    Pair create(Instant notBefore, Instant notAfter);

    /** A certificate and its key, as PEM. */
    record Pair(String certificate, String privateKey) {}
}
