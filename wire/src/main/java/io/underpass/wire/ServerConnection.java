package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection from its opening to its end: when it is read, when it is flushed, and how it is closed.
 *
 * <p>Threads: confined to the event loop of its channel, except {@link #eventLoop} and {@link #closeNow}.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter implements AcceptedConnection {

    /** How long a client that still sends may do so after the last response, so that a reset does not eat it. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final InetSocketAddress GONE = new InetSocketAddress(0);

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final HttpListener listener;
    private final SocketChannel channel;
    private final MessageWriter writer;
    private final ListenerSettings settings;
    private final boolean offersTls;
    private final ClientTimes times;
    private final long openedAt = System.nanoTime();
    private final ServerTimeouts timeouts;
    private final ExchangeSequence exchanges;
    private Peer peer;
    private @Nullable SslHandler tls;
    private State state = State.OPEN;
    private boolean told;
    private boolean draining;
    private boolean inRead;
    private boolean flushWanted;

    ServerConnection(HttpListener listener, SocketChannel channel) {
        this.listener = listener;
        this.channel = channel;
        // An address is missing where the client has reset the connection before it was accepted.
        InetSocketAddress remote = channel.remoteAddress();
        InetSocketAddress local = channel.localAddress();
        this.peer = new Peer(remote == null ? GONE : remote, local == null ? GONE : local, false);
        this.writer = new MessageWriter(channel);
        this.settings = listener.settings();
        this.offersTls = settings.identities().isPresent();
        this.times = settings.times().get();
        this.timeouts = new ServerTimeouts(this, writer, times.idle());
        this.exchanges = new ExchangeSequence(this, listener, writer, timeouts);
    }

    Peer peer() {
        return peer;
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    ExchangeSequence exchanges() {
        return exchanges;
    }

    /** The connection has become TLS, before the first request. */
    void secured(SslHandler handler, String serverName, TlsSession session, long handshakeNanos) {
        tls = handler;
        peer = new Peer(peer.remote(), peer.local(), true, serverName, Optional.of(session));
        established(handshakeNanos);
    }

    /** The connection speaks no TLS, or has ended without a word; a mistake where TLS was and is spoken. */
    void plain() {
        if (!offersTls || !listener.offersTls()) {
            established(0);
        }
        told = true;
    }

    private void established(long handshakeNanos) {
        if (!told) {
            told = true;
            settings.connections().established(peer, handshakeNanos);
        }
    }

    /** No TLS came of it. */
    void notSecured(Optional<TlsSession> session, Throwable cause) {
        told = true;
        settings.connections().failed(peer, session, cause);
    }

    /** The connection is inside one of TLS that is not its own affair; it takes its leave by {@code handler}. */
    void within(@Nullable SslHandler handler) {
        tls = handler;
    }

    /** HTTP/2 takes the connection over, before the first request. */
    void becomeHttp2() {
        state = State.CLOSED;
        timeouts.stop();
        writer.release();
        MultiplexedConnection.start(listener, channel, peer);
        channel.pipeline().remove(this);
        listener.closed(this);
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isDraining() {
        return draining;
    }

    /** What holds for this connection. */
    ClientTimes times() {
        return times;
    }

    /** Whether the answer that begins now is the last one. */
    boolean isTooOld() {
        return listener.offersTls() != offersTls || times.isOver(openedAt, timeouts.progressedAt());
    }

    /** Who the listener was to clients that speak TLS when it accepted this one. */
    Optional<ServerIdentities> identities() {
        return settings.identities();
    }

    /** Whether the listener spoke TLS when it accepted this connection. */
    boolean offersTls() {
        return offersTls;
    }

    // ---- the channel's events

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        listener.opened(this);
        timeouts.start();
        ConnectionObserver observer = settings.connections();
        if (observer != ConnectionObserver.NONE) {
            Runnable gone = observer.accepted();
            channel.closeFuture().addListener(closed -> gone.run());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (state != State.OPEN) {
            data.release();
            return;
        }
        inRead = true;
        exchanges.received(ctx.alloc(), data);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        exchanges.readComplete();
        if (flushWanted) {
            flushWanted = false;
            writer.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        exchanges.writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            exchanges.inputEnded();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        plain();
        state = State.CLOSED;
        timeouts.stop();
        exchanges.disconnected();
        writer.release();
        listener.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // TLS reports what breaks its rules as a failure to decode.
        if (cause instanceof IOException || cause instanceof DecoderException) {
            channel.close();
        } else {
            exchanges.serviceFailed(cause);
        }
    }

    /** A client that closes its half may still be sent what is on its way, and more. */
    void allowHalfClosure() {
        channel.config().setAllowHalfClosure(true);
    }

    // ---- reading and flushing

    /** Reads from the socket unless what it gives could not be used; while closing, to drop it. */
    void updateReading() {
        if (state == State.CLOSED) {
            return;
        }
        boolean read = state == State.CLOSING || exchanges.takesBytes();
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Whether bytes are being read, so that {@link ExchangeSequence#readComplete} is still to come. */
    boolean isReading() {
        return inRead;
    }

    /** Lets what is written leave: together with the answers to what else was just read, or now. */
    void flushSoon() {
        if (inRead) {
            flushWanted = true;
        } else {
            writer.flush();
        }
    }

    // ---- closing

    @Override
    public void drain() {
        draining = true;
        if (exchanges.isIdle()) {
            close(false);
        }
    }

    /** Closes once everything written has left; where the client may still be sending, only our side at first. */
    void close(boolean linger) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        updateReading();
        timeouts.closing();
        writer.finish().addListener(written -> {
            if (linger && written.isSuccess()) {
                shutdownOutput();
                timeouts.linger(LINGER);
            } else {
                channel.close();
            }
        });
    }

    private void shutdownOutput() {
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            // Says first that nothing was cut off (RFC 8446 6.1).
            tls.closeOutbound().addListener(said -> channel.shutdownOutput());
        }
    }

    @Override
    public void closeNow() {
        channel.close();
    }
}
