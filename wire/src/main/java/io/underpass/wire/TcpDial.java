package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection until it is joined with what it leads to: chooses the way once the connection is there, TLS
 * included where that ends here, and connects.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
final class TcpDial extends Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(TcpDial.class);

    private final SocketChannel client;
    private final boolean secure;
    private final Supplier<TcpRoute> route;
    private final TcpClient targets;

    /**
     * A connection that leads nowhere yet.
     *
     * @param secure whether TLS comes first
     * @param route asked once
     */
    TcpDial(SocketChannel client, boolean secure, Supplier<TcpRoute> route, TcpClient targets) {
        this.client = client;
        this.secure = secure;
        this.route = route;
        this.targets = targets;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!secure) {
            follow(route.get());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            super.userEventTriggered(ctx, event);
        } else if (handshake.isSuccess()) {
            follow(route.get());
        } else {
            LOG.debug(
                    "no TLS with {}: {}",
                    client.remoteAddress(),
                    handshake.cause().toString());
            ctx.close();
        }
    }

    private void follow(TcpRoute chosen) {
        client.config().setAutoRead(false);
        if (chosen instanceof TcpRoute.To to) {
            targets.open(client, to, target -> joined(target, to), failure -> reset(failure.detail()));
        } else if (chosen instanceof TcpRoute.Into into) {
            into.listener().takeOver(client);
            client.pipeline().remove(this);
            client.config().setAutoRead(true);
        } else {
            reset(chosen instanceof TcpRoute.Nowhere nowhere ? nowhere.reason() : "TLS cannot end twice");
        }
    }

    private void joined(SocketChannel target, TcpRoute.To to) {
        if (!client.isActive()) {
            target.close();
            return;
        }
        TcpTunnel tunnel = TcpTunnel.join(client, target, to.idleTimeout());
        Runnable over = to.manner().watch().begins(() -> cut(tunnel));
        client.closeFuture().addListener(closed -> over.run());
    }

    private void cut(TcpTunnel tunnel) {
        try {
            client.eventLoop().execute(tunnel::reset);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event loop has ended, and its connections with it", e);
        }
    }

    private void reset(String reason) {
        LOG.debug("A connection of {} is reset: {}", client.remoteAddress(), reason);
        TcpTunnel.reset(client);
    }
}
