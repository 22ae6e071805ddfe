package io.underpass.wire;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.underpass.wire.TlsTerms.Clients;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Who a listener is to a client that speaks TLS, and which clients it lets in. One can serve any number of connections,
 * and should: making it costs milliseconds, keeping it lets clients resume their sessions.
 *
 * <p>Threads: immutable; not to be made on an event loop.
 */
public final class ServerIdentity {

    private final SslContext context;

    private ServerIdentity(SslContext context) {
        this.context = context;
    }

    /**
     * A key and the certificates that say whose it is.
     *
     * @param chain the certificate of {@code key} first
     */
    public record Holder(PrivateKey key, List<X509Certificate> chain) {

        /** Copies the list. */
        public Holder {
            chain = List.copyOf(chain);
        }
    }

    /**
     * The holder of {@code key}, whose certificate begins {@code chain}; any client is let in.
     *
     * @throws IllegalArgumentException if key and chain are of no use
     */
    public static ServerIdentity of(PrivateKey key, List<X509Certificate> chain) {
        return build(SslContextBuilder.forServer(key, chain), TlsTerms.USUAL);
    }

    /**
     * One of {@code holders}, which have keys of different kinds: the first whose kind the client takes.
     *
     * @throws IllegalArgumentException if there is none, or these terms cannot be met
     */
    public static ServerIdentity of(List<Holder> holders, TlsTerms terms) {
        return build(SslContextBuilder.forServer(new HeldKeys(holders)), terms);
    }

    /**
     * As {@link #of}, but a client must have a certificate that leads to one of {@code trusted}; others get no
     * connection.
     */
    public static ServerIdentity forClientsOf(
            List<X509Certificate> trusted, PrivateKey key, List<X509Certificate> chain) {
        return build(
                SslContextBuilder.forServer(key, chain).trustManager(trusted).clientAuth(ClientAuth.REQUIRE),
                TlsTerms.USUAL);
    }

    SslContext context() {
        return context;
    }

    private static ServerIdentity build(SslContextBuilder builder, TlsTerms terms) {
        try {
            builder.sslProvider(SslProvider.JDK).protocols(terms.protocols());
            if (!terms.cipherSuites().isEmpty()) {
                builder.ciphers(terms.cipherSuites(), SupportedCipherSuiteFilter.INSTANCE);
            }
            if (!terms.applicationProtocols().isEmpty()) {
                builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        terms.applicationProtocols()));
            }
            if (terms.clients() instanceof Clients.Asked) {
                builder.trustManager(ClientTrust.ofEverybody()).clientAuth(ClientAuth.OPTIONAL);
            } else if (terms.clients() instanceof Clients.Known known) {
                builder.trustManager(ClientTrust.of(known)).clientAuth(ClientAuth.REQUIRE);
            }
            return new ServerIdentity(builder.build());
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "no server can be made of this key and certificate: " + e.getMessage(), e);
        }
    }
}
