package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the TLS handshake, then serves the protocol that came out of it: HTTP/2 to clients that offer it (RFC 7301),
 * HTTP/1.1 to the others.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

    private final ServerConnection connection;
    private final SslHandler tls;
    private final KeyExchangeReader exchange;
    private final String serverName;
    private final long begunNanos;
    private boolean failed;

    ProtocolChoice(
            ServerConnection connection,
            SslHandler tls,
            KeyExchangeReader exchange,
            String serverName,
            long begunNanos) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.exchange = exchange;
        this.connection = connection;
        this.tls = tls;
        this.serverName = serverName;
        this.begunNanos = begunNanos;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        connection.secured(
                tls, serverName, session(tls.engine().getSession(), exchange), System.nanoTime() - begunNanos);
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            connection.becomeHttp2();
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("no TLS with {}: {}", connection.peer().remote(), cause.toString());
        if (!failed) {
            failed = true;
            connection.notSecured(agreed(), cause);
        }
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        handshakeFailure(ctx, cause);
    }

    /** As far as it came. */
    private Optional<TlsSession> agreed() {
        SSLSession begun = tls.engine().getHandshakeSession();
        return begun == null || begun.getCipherSuite().contains("NULL")
                ? Optional.empty()
                : Optional.of(session(begun, exchange));
    }

    /** A key exchange of TLS 1.2 that is none by curves looks like one by chance. */
    static TlsSession session(SSLSession session, KeyExchangeReader exchange) {
        String suite = session.getCipherSuite();
        boolean named = session.getProtocol().equals("TLSv1.3") || suite.contains("_ECDHE_");
        return new TlsSession(session.getProtocol(), suite, shownIn(session), named ? exchange.group() : "");
    }

    /** The certificates that the other end has shown. */
    static List<X509Certificate> shownIn(SSLSession session) {
        try {
            List<X509Certificate> shown = new ArrayList<>();
            for (Certificate each : session.getPeerCertificates()) {
                if (each instanceof X509Certificate certificate) {
                    shown.add(certificate);
                }
            }
            return shown;
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // nobody asked for one, or there was none
        }
    }
}
