package io.underpass.alb.data;

import io.underpass.wire.TlsSession;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What is told of a client's own certificate.
 *
 * <p>Threads: immutable.
 */
record ClientCertificate(X509Certificate certificate) {

    /** The one that was shown in {@code session}; empty where none was. */
    static Optional<ClientCertificate> of(TlsSession session) {
        return session.clientCertificates().stream().findFirst().map(ClientCertificate::new);
    }

    /** Whom it is of, by RFC 2253. */
    String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** From when to when it holds. */
    String validity() {
        return TlsFields.validity(certificate);
    }

    /** Its serial number, hexadecimal. */
    String serialNumber() {
        return TlsFields.hex(certificate.getSerialNumber());
    }
}
