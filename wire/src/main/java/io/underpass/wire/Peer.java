package io.underpass.wire;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The two ends of the connection that a request came in on.
 *
 * <p>Threads: immutable.
 *
 * @param remote the address of the client
 * @param local the address that was connected to; its port is the listener's
 * @param secure whether the connection is TLS
 * @param serverName the name that the TLS client asked for; empty where it named none
 * @param tls what was agreed on; empty where the connection is not TLS, or only as good as that
 */
public record Peer(
        InetSocketAddress remote,
        InetSocketAddress local,
        boolean secure,
        String serverName,
        Optional<TlsSession> tls) {

    /** The ends of a connection on which nobody named a server or showed a certificate. */
    public Peer(InetSocketAddress remote, InetSocketAddress local, boolean secure) {
        this(remote, local, secure, "", Optional.empty());
    }

    /** The client's certificate, where one was asked for and shown. */
    public Optional<X509Certificate> clientCertificate() {
        return tls.flatMap(session -> session.clientCertificates().stream().findFirst());
    }
}
