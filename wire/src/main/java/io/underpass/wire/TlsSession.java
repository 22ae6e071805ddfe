package io.underpass.wire;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the two ends of a TLS connection have agreed on.
 *
 * <p>Threads: immutable.
 *
 * @param protocol the version as the JDK names it: {@code TLSv1.3}
 * @param cipherSuite by its registered name: {@code TLS_AES_128_GCM_SHA256}
 * @param clientCertificates what the client has shown, its own certificate first; empty where nobody asked for it, or it
 *     had nothing to show
 */
public record TlsSession(String protocol, String cipherSuite, List<X509Certificate> clientCertificates) {

    /** Copies the list. */
    public TlsSession {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** A session of the newest version in which the client has shown {@code certificates}. */
    public static TlsSession showing(X509Certificate... certificates) {
        return new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(certificates));
    }
}
