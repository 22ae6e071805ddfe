package io.underpass.alb.model;

import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * The authorities that clients of listeners are verified by. What the bundle holds is read when the trust store is created
 * or modified, and kept here.
 *
 * <p>Threads: immutable.
 *
 * @param bundle where the certificates were
 * @param caCertificates the certificates, as PEM
 * @param numberOfCaCertificates how many these are
 * @param lastRevocationId the highest id that a revocation list has had; 0 before the first
 */
public record TrustStore(
        String trustStoreArn,
        String name,
        S3Object bundle,
        String caCertificates,
        int numberOfCaCertificates,
        List<Revocation> revocations,
        int lastRevocationId,
        PSortedMap<String, String> tags) {

    /** A file in S3. */
    public record S3Object(String bucket, String key, Optional<String> version) {}

    /**
     * A list of revoked certificates.
     *
     * @param source where it was
     * @param numberOfRevokedEntries how many certificates it names
     * @param content the list itself: DER in Base64
     */
    public record Revocation(int revocationId, S3Object source, int numberOfRevokedEntries, String content) {}

    /** This trust store with other authorities. */
    public TrustStore withBundle(S3Object other, String certificates, int number) {
        return new TrustStore(trustStoreArn, name, other, certificates, number, revocations, lastRevocationId, tags);
    }

    /** This trust store with these revocation lists. */
    public TrustStore withRevocations(List<Revocation> others, int highestId) {
        return new TrustStore(
                trustStoreArn, name, bundle, caCertificates, numberOfCaCertificates, others, highestId, tags);
    }

    /** This trust store with other tags. */
    public TrustStore withTags(PSortedMap<String, String> others) {
        return new TrustStore(
                trustStoreArn,
                name,
                bundle,
                caCertificates,
                numberOfCaCertificates,
                revocations,
                lastRevocationId,
                others);
    }
}
