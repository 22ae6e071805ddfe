package io.underpass.alb.data;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;

/**
 * Why a client was not let in, by the codes of connection logs (AWS's page "Connection logs", error reason codes).
 *
 * <p>Threads: stateless.
 */
final class TlsFailures {

    private static final int MAX_CAUSES = 16;

    private TlsFailures() {}

    /** The code for {@code failure}; that a client without a certificate has none of its own is AWS's. */
    static String code(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            String code = ofOne(cause);
            if (!code.isEmpty()) {
                return code;
            }
            cause = cause.getCause();
        }
        return "UnmappedConnectionError";
    }

    private static String ofOne(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return "ClientCertExpired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "ClientCertNotYetValid";
        }
        if (cause instanceof CertPathValidatorException invalid) {
            return invalid.getReason() == BasicReason.EXPIRED
                    ? "ClientCertExpired"
                    : invalid.getReason() == BasicReason.NOT_YET_VALID
                            ? "ClientCertNotYetValid"
                            : invalid.getReason() == BasicReason.REVOKED ? "ClientCertCrlHit" : byWords(invalid);
        }
        return byWords(cause);
    }

    /** The Java runtime has no type for these. */
    private static String byWords(Throwable cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("revoked")) {
            return "ClientCertCrlHit";
        }
        if (words.contains("extended key usage") || words.contains("keyusage")) {
            return "ClientCertPurposeInvalid";
        }
        return words.contains("unable to find valid certification path") || words.contains("path does not chain")
                ? "ClientCertUntrusted"
                : "";
    }
}
