package io.underpass.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer what passes through a client's connection; the first of its handlers, next to the socket.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class FlowMeter extends ByteMeter {

    private final FlowObserver.Flowing told;
    private final Peer client;
    private @Nullable SslHandler tls;
    private KeyExchangeReader exchange = new KeyExchangeReader();
    private String serverName = "";
    private long begunNanos;

    private FlowMeter(FlowObserver.Flowing told, Peer client) {
        this.told = told;
        this.client = client;
    }

    /** Has {@code observer} told of {@code client}, which has just connected. */
    static void watch(SocketChannel client, InetSocketAddress remote, FlowObserver observer) {
        InetSocketAddress local = client.localAddress();
        if (observer != FlowObserver.NONE && local != null) {
            Peer peer = new Peer(remote, local, false);
            FlowObserver.Flowing told = observer.accepted(peer);
            client.pipeline().addFirst(new FlowMeter(told, peer));
            client.closeFuture().addListener(closed -> told.ended());
        }
    }

    /** Who is told of {@code client}. */
    static FlowObserver.Flowing of(Channel client) {
        FlowMeter meter = client.pipeline().get(FlowMeter.class);
        return meter == null ? FlowObserver.Flowing.UNSEEN : meter.told;
    }

    /** TLS begins on {@code client}, by {@code handler}. */
    static void tlsBegins(
            Channel client, SslHandler handler, KeyExchangeReader exchange, String serverName, long begunNanos) {
        FlowMeter meter = client.pipeline().get(FlowMeter.class);
        if (meter != null) {
            meter.tls = handler;
            meter.exchange = exchange;
            meter.serverName = serverName;
            meter.begunNanos = begunNanos;
        }
    }

    /** How that ended is known to {@code ctx}, the first that reads what is inside. */
    static void tlsEnds(ChannelHandlerContext ctx, boolean agreed) {
        FlowMeter meter = ctx.pipeline().get(FlowMeter.class);
        if (meter == null) {
            return;
        }
        SslHandler handler = meter.tls;
        if (!agreed || handler == null) {
            meter.told.clientNotSecured(meter.serverName);
            return;
        }
        TlsSession session = ProtocolChoice.session(handler.engine().getSession(), meter.exchange);
        Peer peer = new Peer(meter.client.remote(), meter.client.local(), true, meter.serverName, Optional.of(session));
        meter.told.secured(peer, System.nanoTime() - meter.begunNanos);
        ctx.pipeline().addBefore(ctx.name(), null, new Inside(meter.told));
    }

    /** What passes inside TLS. */
    private static final class Inside extends ByteMeter {

        private final FlowObserver.Flowing told;

        Inside(FlowObserver.Flowing told) {
            this.told = told;
        }

        @Override
        void received(int bytes) {
            told.received(bytes);
        }

        @Override
        void sent(int bytes) {
            told.sent(bytes);
        }
    }

    /** Whether a connection ends with {@code cause} because its peer has reset it. */
    static boolean isReset(Throwable cause) {
        return cause instanceof IOException && !(cause instanceof SSLException);
    }

    @Override
    void received(int bytes) {
        told.passed(bytes);
    }

    @Override
    void sent(int bytes) {
        told.passed(bytes);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isReset(cause)) {
            told.reset(FlowObserver.End.CLIENT);
        }
        ctx.fireExceptionCaught(cause);
    }
}
