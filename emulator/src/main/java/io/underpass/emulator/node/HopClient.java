package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The TLS that a client has spoken with the edge, as a node is told of it: version, cipher, and what the client has shown.
 *
 * <p>Threads: stateless.
 */
final class HopTls {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private HopTls() {}

    /** Writes it into {@code headers}; whatever the client has written there is gone. */
    static void tell(HttpHeaders headers, Peer peer) {
        if (peer.tls().isPresent()) {
            headers.set(NodeProtocol.HOP_TLS, text(peer.tls().get()));
        } else {
            headers.remove(NodeProtocol.HOP_TLS);
        }
    }

    private static String text(TlsSession session) {
        StringBuilder text = new StringBuilder(session.protocol()).append(' ').append(session.cipherSuite());
        try {
            for (X509Certificate shown : session.clientCertificates()) {
                text.append(' ').append(ENCODER.encodeToString(shown.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what came in DER cannot be written as such", e);
        }
        return text.toString();
    }

    /** What {@link #tell} wrote; nothing where this is not it. */
    static Optional<TlsSession> read(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> shown = new ArrayList<>();
            for (int i = 2; i < parts.length; i++) {
                byte[] certificate = Base64.getUrlDecoder().decode(parts[i]);
                shown.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate)));
            }
            return Optional.of(new TlsSession(parts[0], parts[1], shown));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
