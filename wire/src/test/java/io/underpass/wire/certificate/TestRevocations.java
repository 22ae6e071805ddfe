package io.underpass.wire.certificate;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Writes lists of revoked certificates for tests (RFC 5280 section 5). Threads: stateless. */
public final class TestRevocations {

    private static final String SHA256_WITH_ECDSA = "1.2.840.10045.4.3.2";

    private TestRevocations() {}

    /** The list in which {@code authority} revokes {@code certificates}. */
    public static X509CRL by(Authority authority, X509Certificate... certificates) {
        Instant now = Instant.now();
        byte[] algorithm = Der.sequence(Der.oid(SHA256_WITH_ECDSA));
        byte[][] entries = Stream.of(certificates)
                .map(each -> Der.sequence(Der.integer(each.getSerialNumber()), Der.time(now)))
                .toArray(byte[][]::new);
        byte[] content = Der.sequence(
                Der.integer(1),
                algorithm,
                authority.certificate().getSubjectX500Principal().getEncoded(),
                Der.time(now),
                Der.time(now.plus(Duration.ofDays(1))),
                Der.sequence(entries));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(authority.key());
            signature.update(content);
            byte[] list = Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
