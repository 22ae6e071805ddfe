package io.underpass.wire;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/**
 * On which terms a server speaks TLS. What the Java runtime does not have, or has switched off, is left out.
 *
 * <p>Threads: immutable.
 *
 * @param protocols the versions, as the JDK names them
 * @param cipherSuites by their registered names; empty for those that the runtime prefers
 * @param applicationProtocols what is offered by ALPN (RFC 7301), the preferred first; empty to offer nothing
 * @param clients which clients are let in
 */
public record TlsTerms(
        List<String> protocols, List<String> cipherSuites, List<String> applicationProtocols, Clients clients) {

    /** TLS 1.3 and 1.2, HTTP/2 and HTTP/1.1, any client. */
    public static final TlsTerms USUAL =
            new TlsTerms(List.of("TLSv1.3", "TLSv1.2"), List.of(), List.of("h2", "http/1.1"), new Clients.Any());

    /** Copies the lists. */
    public TlsTerms {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /** Which clients are let in. */
    public sealed interface Clients {

        /** All; nobody is asked who they are. */
        record Any() implements Clients {}

        /** All; who has a certificate shows it, and nobody looks whether it is good. */
        record Asked() implements Clients {}

        /**
         * Those with a certificate that leads to one of {@code authorities}.
         *
         * @param revocations what was revoked, and by whom
         * @param expiryIgnored whether the time of a client's own certificate may be over
         * @param advertised whether clients are told the names of the authorities
         * @param clock tells what time it is
         */
        record Known(
                List<X509Certificate> authorities,
                List<X509CRL> revocations,
                boolean expiryIgnored,
                boolean advertised,
                InstantSource clock)
                implements Clients {

            /** Those whose certificates are good by the machine's time. */
            public Known(
                    List<X509Certificate> authorities,
                    List<X509CRL> revocations,
                    boolean expiryIgnored,
                    boolean advertised) {
                this(authorities, revocations, expiryIgnored, advertised, InstantSource.system());
            }

            /** Copies the lists. */
            public Known {
                authorities = List.copyOf(authorities);
                revocations = List.copyOf(revocations);
            }
        }
    }
}
