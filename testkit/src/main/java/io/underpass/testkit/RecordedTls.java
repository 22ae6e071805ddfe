package io.underpass.testkit;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a client and a {@link FakeTarget} agreed on before they spoke.
 *
 * <p>Threads: immutable.
 *
 * @param version the version, as {@code TLSv1.3}
 * @param cipherSuite the cipher suite, by its name in RFC 8446 or the IANA's list
 * @param serverName the name the client asked for (SNI, RFC 6066 3); empty where it named none, as those do who connect to
 *     an address
 * @param applicationProtocol what ALPN chose ({@code h2}, {@code http/1.1}); empty where the client offered nothing
 * @param clientCertificates what the client showed, its own certificate first; none where it showed none
 */
public record RecordedTls(
        String version,
        String cipherSuite,
        String serverName,
        String applicationProtocol,
        List<X509Certificate> clientCertificates) {

    /** Copies the list. */
    public RecordedTls {
        clientCertificates = List.copyOf(clientCertificates);
    }
}
