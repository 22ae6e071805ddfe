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
 * @param keyExchange the group that the keys were agreed on by, as IANA calls it: {@code x25519}; empty where that is not
 *     known, or there was none
 */
public record TlsSession(
        String protocol, String cipherSuite, List<X509Certificate> clientCertificates, String keyExchange) {

    /** Copies the list. */
    public TlsSession {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /** A session whose key exchange is not known. */
    public TlsSession(String protocol, String cipherSuite, List<X509Certificate> clientCertificates) {
        this(protocol, cipherSuite, clientCertificates, "");
    }

    /** A session of the newest version in which the client has shown {@code certificates}. */
    public static TlsSession showing(X509Certificate... certificates) {
        return new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(certificates));
    }
}
