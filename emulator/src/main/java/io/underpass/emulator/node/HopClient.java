package io.underpass.emulator.node;

import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.TcpClient;
import io.underpass.wire.TlsSession;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The client of a request as a node is told of it: {@code ADDRESS:PORT NAME}, the name being the one that it asked for by
 * TLS or {@code -}; where it has spoken TLS, version, cipher and what it has shown follow.
 *
 * <p>Threads: stateless.
 */
final class HopClient {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String NO_NAME = "-";
    private static final int ADDRESS = 0;
    private static final int NAME = 1;
    private static final int PROTOCOL = 2;
    private static final int CIPHER = 3;
    private static final int FIRST_CERTIFICATE = 4;

    private HopClient() {}

    /** The client of {@code peer}; its TLS only where {@code secure}, as for others it makes no difference. */
    static String text(Peer peer, boolean secure) {
        StringBuilder text = new StringBuilder(HostAndPort.of(peer.remote()).toString())
                .append(' ')
                .append(peer.serverName().isEmpty() ? NO_NAME : peer.serverName());
        if (secure) {
            peer.tls().ifPresent(session -> add(text, session));
        }
        return text.toString();
    }

    private static void add(StringBuilder text, TlsSession session) {
        text.append(' ').append(session.protocol()).append(' ').append(session.cipherSuite());
        try {
            for (X509Certificate shown : session.clientCertificates()) {
                text.append(' ').append(ENCODER.encodeToString(shown.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what came in DER cannot be written as such", e);
        }
    }

    /** What {@link #text} wrote, for a connection to {@code local}; nothing where this is not it. */
    static Optional<Peer> read(String text, InetSocketAddress local) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PROTOCOL && parts.length < FIRST_CERTIFICATE) {
            return Optional.empty();
        }
        Optional<InetSocketAddress> address = address(parts[ADDRESS]);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String name = parts[NAME].equals(NO_NAME) ? "" : parts[NAME];
        if (parts.length == PROTOCOL) {
            return Optional.of(new Peer(address.get(), local, false, name, Optional.empty()));
        }
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> shown = new ArrayList<>();
            for (int i = FIRST_CERTIFICATE; i < parts.length; i++) {
                byte[] certificate = Base64.getUrlDecoder().decode(parts[i]);
                shown.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate)));
            }
            TlsSession session = new TlsSession(parts[PROTOCOL], parts[CIPHER], shown);
            return Optional.of(new Peer(address.get(), local, true, name, Optional.of(session)));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Nothing where {@code text} is no address with a port: names are not looked up. */
    private static Optional<InetSocketAddress> address(String text) {
        return HostAndPort.parse(text)
                .filter(parsed -> parsed.port().isPresent())
                .map(parsed -> TcpClient.address(parsed.host(), parsed.port().getAsInt()))
                .filter(address -> !address.isUnresolved());
    }
}
