package io.underpass.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link UpstreamClient} speaks TLS with origins: whom it believes, and who it says it is. Except with
 * {@link #unverified} an origin's certificate must be for the host that is called and be valid now. Connections are
 * shared by the calls of one object, so there should be few.
 *
 * <p>Threads: immutable; not to be made on an event loop.
 */
public final class UpstreamTls {

    private static final ApplicationProtocolConfig OFFERS_HTTP2 = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2);

    private final SslContext context;
    private final SslContext http2Context;
    private final String name;

    private UpstreamTls(SslContext context, SslContext http2Context, String name) {
        this.context = context;
        this.http2Context = http2Context;
        this.name = name;
    }

    /**
     * What a client shows to origins that ask for it.
     *
     * @param chain the certificate of {@code key} first
     */
    public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {}

    /**
     * Believes the authorities that the Java runtime knows, and {@code more}.
     *
     * @throws IllegalArgumentException if these certificates or this identity are of no use
     */
    public static UpstreamTls verified(List<X509Certificate> more, Optional<ClientIdentity> identity) {
        return verified(more, identity, InstantSource.system());
    }

    /** As the other; certificates have to be good by {@code clock}, too. */
    public static UpstreamTls verified(
            List<X509Certificate> more, Optional<ClientIdentity> identity, InstantSource clock) {
        return build("HTTPS", identity, () -> OriginTrust.known(more, clock));
    }

    /**
     * Believes any authority, provided that the origin shows it: the chain must end at a certificate that is signed by
     * itself.
     */
    public static UpstreamTls anyAuthority(Optional<ClientIdentity> identity) {
        return anyAuthority(identity, InstantSource.system());
    }

    /** As the other; certificates have to be good by {@code clock}, too. */
    public static UpstreamTls anyAuthority(Optional<ClientIdentity> identity, InstantSource clock) {
        return build("HTTPS", identity, () -> OriginTrust.anyRoot(clock));
    }

    /** Looks at no certificate: any will do, for any host and of any time. So load balancers are with their targets. */
    public static UpstreamTls unverified() {
        return build(null, Optional.empty(), AnyOrigin::new);
    }

    /** The same, by which every origin is called {@code other}, wherever it is; a name with a dot in it, to be sent. */
    public UpstreamTls calling(String other) {
        return new UpstreamTls(context, http2Context, other);
    }

    /** A handler for one connection to {@code origin}, whose name or address its certificate must have. */
    SslHandler newHandler(ByteBufAllocator alloc, InetSocketAddress origin) {
        return context.newHandler(alloc, called(origin), origin.getPort());
    }

    /** As {@link #newHandler}, and offers HTTP/2 and nothing else (RFC 7301). */
    SslHandler newHttp2Handler(ByteBufAllocator alloc, InetSocketAddress origin) {
        return http2Context.newHandler(alloc, called(origin), origin.getPort());
    }

    /** The name is sent (RFC 6066 3) unless it is an address. */
    private String called(InetSocketAddress origin) {
        return name.isEmpty() ? origin.getHostString() : name;
    }

    /** An engine for a call of {@code host}, without a connection. */
    SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
        return context.newEngine(alloc, host, port);
    }

    /** Makes a judge of origins. */
    private interface TrustSource {
        X509ExtendedTrustManager make() throws GeneralSecurityException;
    }

    private static UpstreamTls build(
            @Nullable String identification, Optional<ClientIdentity> identity, TrustSource trust) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm(identification)
                    .trustManager(trust.make());
            identity.ifPresent(shown -> builder.keyManager(shown.key(), shown.chain()));
            SslContext context = builder.build();
            return new UpstreamTls(
                    context, builder.applicationProtocolConfig(OFFERS_HTTP2).build(), "");
        } catch (SSLException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no TLS client can be made of this: " + e.getMessage(), e);
        }
    }
}
