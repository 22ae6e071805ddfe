package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
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
    private final String serverName;

    ProtocolChoice(ServerConnection connection, SslHandler tls, String serverName) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.connection = connection;
        this.tls = tls;
        this.serverName = serverName;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        connection.secured(tls, serverName, clientCertificate());
        if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            connection.becomeHttp2();
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("no TLS with {}: {}", connection.peer().remote(), cause.toString());
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        handshakeFailure(ctx, cause);
    }

    private Optional<X509Certificate> clientCertificate() {
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate first ? Optional.of(first) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // nobody asked for one
        }
    }
}
