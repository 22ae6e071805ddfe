package io.underpass.gateway.data;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A client's certificate as {@code $context.identity.clientCert} shows it: the forms are those of AWS's examples (mutual
 * TLS, event of a Lambda authorizer).
 *
 * <p>Threads: stateless.
 */
final class ClientCertificateFields {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final HexFormat HEX = HexFormat.ofDelimiter(":");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ClientCertificateFields() {}

    static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + BASE64.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            return ""; // never: it came encoded
        }
    }

    static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    static String serialNumber(X509Certificate certificate) {
        return HEX.formatHex(certificate.getSerialNumber().toByteArray());
    }

    static String notBefore(X509Certificate certificate) {
        return time(certificate.getNotBefore());
    }

    static String notAfter(X509Certificate certificate) {
        return time(certificate.getNotAfter());
    }

    private static String time(Date moment) {
        return TIME.format(moment.toInstant());
    }
}
