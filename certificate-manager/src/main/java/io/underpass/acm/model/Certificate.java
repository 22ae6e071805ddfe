package io.underpass.acm.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A certificate. Its dates, names and numbers are read from the text when somebody asks.
 *
 * <p>Threads: immutable.
 *
 * @param request what was asked for; empty for one that was imported
 * @param createdAt when it was made, or imported first
 * @param importedAt when it was imported last; empty for one that was made here
 * @param certificate PEM
 * @param chain PEM, what leads to its root; empty where it is its own
 * @param privateKey PEM, not encrypted
 * @param tags by key
 */
public record Certificate(
        String certificateArn,
        Optional<Request> request,
        Instant createdAt,
        Optional<Instant> importedAt,
        String certificate,
        String chain,
        String privateKey,
        PSortedMap<String, String> tags) {

    /**
     * What was asked for.
     *
     * @param names the domain name, then the alternative ones
     * @param validationMethod DNS, EMAIL or HTTP
     * @param keyAlgorithm AWS's name
     * @param transparencyLogging ENABLED or DISABLED; kept and told
     * @param idempotencyToken a request with the same token and names is the same request
     */
    public record Request(
            List<String> names,
            String validationMethod,
            String keyAlgorithm,
            String transparencyLogging,
            Optional<String> idempotencyToken) {}

    /** This certificate with other tags. */
    public Certificate withTags(PSortedMap<String, String> others) {
        return new Certificate(certificateArn, request, createdAt, importedAt, certificate, chain, privateKey, others);
    }

    /** The certificate and what leads to its root, as servers show them. */
    public String shown() {
        return certificate.endsWith("\n") ? certificate + chain : certificate + '\n' + chain;
    }
}
