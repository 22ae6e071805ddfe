package io.underpass.acm;

import java.util.List;
import java.util.Optional;

/**
 * Port: who makes certificates, and knows keys.
 *
 * <p>Threads: called on the control thread; may take as long as making a key does.
 */
public interface CertificateIssuer {

    /**
     * A certificate, its key, and what leads to its root; all of it PEM.
     *
     * @param chain empty where the certificate is its own root
     */
    record Issued(String certificate, String chain, String privateKey) {}

    /**
     * A new certificate for {@code names}.
     *
     * @param keyAlgorithm AWS's name: {@code RSA_2048}, {@code EC_prime256v1}
     */
    Issued issue(List<String> names, String keyAlgorithm);

    /** What is wrong with a certificate and its key, in words; empty where they can be used. */
    Optional<String> problem(Issued imported);
}
