package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private @Nullable TcpTunnel tunnel;
    private boolean cut;

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
            FlowMeter.tlsEnds(ctx, true);
            follow(route.get());
        } else {
            LOG.debug(
                    "no TLS with {}: {}",
                    client.remoteAddress(),
                    handshake.cause().toString());
            FlowMeter.tlsEnds(ctx, false);
            ctx.close();
        }
    }

    private void follow(TcpRoute chosen) {
        if (chosen instanceof TcpRoute.To to) {
            FlowMeter.of(client).begins();
            client.config().setAutoRead(false);
            Runnable over = to.manner().watch().begins(this::cutSoon);
            client.closeFuture().addListener(closed -> over.run());
            targets.open(client, to, target -> joined(target, to), this::failed);
        } else if (chosen instanceof TcpRoute.Into into) {
            FlowMeter.of(client).begins();
            // As where that listener accepts: a client that closes its half has left.
            client.config().setAllowHalfClosure(false);
            if (secure) {
                into.listener().takeOver(client);
            } else {
                into.listener().takeOpen(client);
            }
            client.config().setAutoRead(true); // before what was kept arrives there, who may want no more for now
            client.pipeline().remove(this);
        } else if (chosen instanceof TcpRoute.Later later) {
            client.config().setAutoRead(false);
            Future<?> goingOn = client.eventLoop()
                    .schedule(() -> goOn(later.then()), later.delay().toNanos(), TimeUnit.NANOSECONDS);
            client.closeFuture().addListener(closed -> goingOn.cancel(false));
        } else {
            FlowMeter.of(client).rejected();
            reset(chosen instanceof TcpRoute.Nowhere nowhere ? nowhere.reason() : "TLS cannot end twice");
        }
    }

    /** The client, who was held up, may have left by now. */
    private void goOn(TcpRoute route) {
        if (client.isActive()) {
            follow(route);
        }
    }

    private void joined(SocketChannel target, TcpRoute.To to) {
        if (!client.isActive()) {
            if (cut) {
                TcpTunnel.reset(target);
            } else {
                target.close();
            }
            return;
        }
        tunnel = TcpTunnel.join(client, target, to.idleTimeout());
    }

    private void cut() {
        cut = true;
        if (tunnel == null) {
            FlowMeter.of(client).reset(FlowObserver.End.HERE);
            TcpTunnel.reset(client);
        } else {
            tunnel.reset();
        }
    }

    private void cutSoon() {
        try {
            client.eventLoop().execute(this::cut);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event loop has ended, and its connections with it", e);
        }
    }

    private void failed(Failure failure) {
        FlowObserver.Flowing told = FlowMeter.of(client);
        switch (failure.kind()) {
            case TLS_FAILED, TLS_HOST_MISMATCH -> told.targetNotSecured();
            case CONNECT_REFUSED, RESET -> told.reset(FlowObserver.End.TARGET);
            default -> {}
        }
        reset(failure.detail());
    }

    private void reset(String reason) {
        FlowMeter.of(client).reset(FlowObserver.End.HERE);
        LOG.debug("A connection of {} is reset: {}", client.remoteAddress(), reason);
        TcpTunnel.reset(client);
    }
}
