package io.underpass.wire;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
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
     * The holder of {@code key}, whose certificate begins {@code chain}; any client is let in.
     *
     * @throws IllegalArgumentException if key and chain are of no use
     */
    public static ServerIdentity of(PrivateKey key, List<X509Certificate> chain) {
        return build(SslContextBuilder.forServer(key, chain));
    }

    /**
     * As {@link #of}, but a client must have a certificate that leads to one of {@code trusted}; others get no
     * connection.
     */
    public static ServerIdentity forClientsOf(
            List<X509Certificate> trusted, PrivateKey key, List<X509Certificate> chain) {
        return build(
                SslContextBuilder.forServer(key, chain).trustManager(trusted).clientAuth(ClientAuth.REQUIRE));
    }

    SslContext context() {
        return context;
    }

    private static ServerIdentity build(SslContextBuilder builder) {
        try {
            return new ServerIdentity(builder.sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build());
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "no server can be made of this key and certificate: " + e.getMessage(), e);
        }
    }
}
