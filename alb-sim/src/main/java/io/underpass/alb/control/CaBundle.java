package io.underpass.alb.control;

import io.underpass.alb.S3Files;
import io.underpass.alb.model.TrustStore.S3Object;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/**
 * The certificates of authorities that a file holds (spec 1.7). The texts of the refusals are guesses.
 *
 * <p>Threads: immutable; reading one reads a file.
 *
 * @param pem the file
 * @param certificates how many it holds
 */
record CaBundle(S3Object place, String pem, int certificates) {

    private static final int MAX_CERTIFICATES = 25;
    private static final int AUTHORITY = 0;

    static CaBundle read(S3Files files, S3Object place) {
        byte[] bytes = files.read(place.bucket(), place.key())
                .orElseThrow(() -> Refusals.of(
                        "CaCertificatesBundleNotFound",
                        "The specified CA certificates bundle 's3://" + place.bucket() + '/' + place.key()
                                + "' does not exist"));
        if (!new String(bytes, StandardCharsets.UTF_8).contains("-----BEGIN CERTIFICATE-----")) {
            throw invalid("is not in PEM format");
        }
        int number = 0;
        for (Certificate each : certificates(bytes)) {
            if (!(each instanceof X509Certificate certificate) || certificate.getBasicConstraints() < AUTHORITY) {
                throw invalid("holds a certificate that is none of an authority");
            }
            number++;
        }
        if (number == 0 || number > MAX_CERTIFICATES) {
            throw invalid("holds " + number + " certificates; '1-" + MAX_CERTIFICATES + "' are allowed");
        }
        return new CaBundle(place, new String(bytes, StandardCharsets.UTF_8), number);
    }

    private static Collection<? extends Certificate> certificates(byte[] bytes) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw invalid("cannot be read: " + e.getMessage());
        }
    }

    private static RuntimeException invalid(String problem) {
        return Refusals.of("InvalidCaCertificatesBundle", "The specified CA certificates bundle " + problem);
    }
}
