package io.underpass.acm.model;

import io.underpass.aws.Scope;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All certificates of all accounts and regions.
 *
 * <p>Threads: immutable.
 *
 * @param certificates by ARN
 */
public record CertificateState(PSortedMap<String, Certificate> certificates) {

    /** Nothing. */
    public static final CertificateState EMPTY = new CertificateState(TreePMap.empty());

    /** Those of an account in a region, by ARN. */
    public PSortedMap<String, Certificate> in(Scope scope) {
        String from = "arn:aws:acm:" + scope.region() + ':' + scope.account() + ":certificate/";
        char afterSlash = '/' + 1;
        return certificates.subMap(from, true, from.substring(0, from.length() - 1) + afterSlash, false);
    }

    /** This state with {@code certificate} added or replaced. */
    public CertificateState with(Certificate certificate) {
        return new CertificateState(certificates.plus(certificate.certificateArn(), certificate));
    }

    /** This state without {@code certificate}. */
    public CertificateState without(Certificate certificate) {
        return new CertificateState(certificates.minus(certificate.certificateArn()));
    }
}
