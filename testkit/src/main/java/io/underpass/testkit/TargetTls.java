package io.underpass.testkit;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.underpass.wire.certificate.Authority;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who a fake target is to clients that speak TLS, and what it asks of them.
 *
 * <p>Threads: immutable; making one takes milliseconds.
 *
 * @param key the target's own
 * @param chain the certificate of {@code key} first, the authority's last
 * @param clients whom the issuer of a client's certificate must be one of; none where any does; empty where the client needs
 *     no certificate
 */
record TargetTls(PrivateKey key, List<X509Certificate> chain, Optional<List<X509Certificate>> clients) {

    /** With a certificate for {@code names} of an authority that is made for it. */
    static TargetTls of(List<String> names) {
        try {
            Authority authority = Authority.create("Fake target CA", Instant.now());
            KeyPair keys = Authority.newKeys();
            X509Certificate own = authority.server(names, keys, Instant.now());
            return new TargetTls(keys.getPrivate(), List.of(own, authority.certificate()), Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no certificates", e);
        }
    }

    /** What clients trust that are to believe the target. */
    X509Certificate authority() {
        return chain.get(chain.size() - 1);
    }

    TargetTls demandingOf(List<X509Certificate> issuers) {
        return new TargetTls(key, chain, Optional.of(issuers));
    }

    /** What connections are made with on which the client may choose one of {@code applicationProtocols}. */
    SslContext context(List<String> applicationProtocols) {
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        applicationProtocols));
        clients.ifPresent(issuers -> {
            builder.clientAuth(ClientAuth.REQUIRE);
            if (issuers.isEmpty()) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            } else {
                builder.trustManager(issuers);
            }
        });
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no target can be made of this key and certificate: " + e.getMessage(), e);
        }
    }

    /** What a handshake that is through has agreed on. */
    static RecordedTls agreed(SslHandler handler) {
        SSLSession session = handler.engine().getSession();
        return new RecordedTls(
                session.getProtocol(),
                session.getCipherSuite(),
                serverName(session),
                Optional.ofNullable(handler.applicationProtocol()).orElse(""),
                peer(session));
    }

    private static String serverName(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            return extended.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .findFirst()
                    .orElse("");
        }
        return "";
    }

    private static List<X509Certificate> peer(SSLSession session) {
        try {
            List<X509Certificate> shown = new ArrayList<>();
            for (Certificate each : Arrays.asList(session.getPeerCertificates())) {
                shown.add((X509Certificate) each);
            }
            return shown;
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // It showed none.
        }
    }
}
