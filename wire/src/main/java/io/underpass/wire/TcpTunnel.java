package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * Two connections whose bytes go from each to the other; either may be TLS. The end of one direction is passed on behind
 * its last byte and leaves the other open; each completes by itself. A reset of one connection resets the other.
 *
 * <p>Threads: confined to the event loop that both channels are on.
 */
final class TcpTunnel {

    private final SocketChannel client;
    private final SocketChannel target;
    private final long idleNanos;
    private final LazyTimer timer;
    private final FlowObserver.Flowing told;
    private long passedAt = System.nanoTime();
    private long waitingBytes;
    private int completed;
    private boolean over;

    private TcpTunnel(SocketChannel client, SocketChannel target, Duration idleTimeout) {
        this.client = client;
        this.target = target;
        this.idleNanos = idleTimeout.toNanos();
        this.timer = new LazyTimer(client.eventLoop(), this::checkIdle);
        this.told = FlowMeter.of(client);
    }

    /** Joins two open channels of one event loop; what {@link Arrivals} have kept is passed on first. */
    static TcpTunnel join(SocketChannel client, SocketChannel target, Duration idleTimeout) {
        TcpTunnel tunnel = new TcpTunnel(client, target, idleTimeout);
        client.pipeline().addLast(tunnel.new Half(client, target));
        target.pipeline().addLast(tunnel.new Half(target, client));
        tunnel.timer.ensure(tunnel.passedAt + tunnel.idleNanos);
        takeOver(client);
        takeOver(target);
        client.config().setAutoRead(target.isWritable());
        target.config().setAutoRead(client.isWritable());
        if (!client.isActive() || !target.isActive()) {
            tunnel.reset();
        }
        return tunnel;
    }

    private static void takeOver(SocketChannel channel) {
        Arrivals earlier = channel.pipeline().get(Arrivals.class);
        if (earlier != null) {
            channel.pipeline().remove(earlier);
        }
    }

    /** Whether {@code event} says that nothing more will arrive. */
    static boolean isEnd(Object event) {
        return event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent;
    }

    /** Closes {@code channel} in a way that its peer takes for a failure. */
    static void reset(SocketChannel channel) {
        if (!channel.isOpen()) {
            return;
        }
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null) {
            channel.close();
        } else {
            tls.close(); // Past the handler, which would take its leave first.
        }
    }

    /** Resets both connections. */
    void reset() {
        told.reset(FlowObserver.End.HERE);
        end();
        reset(client);
        reset(target);
    }

    private void end() {
        over = true;
        timer.cancel();
    }

    /** Bytes that leave although none arrive count as well; whether some did is seen once a period. */
    private void checkIdle() {
        if (over) {
            return;
        }
        long waiting = waitingIn(client) + waitingIn(target);
        if (waiting != waitingBytes) {
            waitingBytes = waiting;
            passedAt = System.nanoTime();
        }
        long deadline = passedAt + idleNanos;
        if (deadline - System.nanoTime() > 0) {
            timer.ensure(deadline);
        } else {
            reset();
        }
    }

    private static long waitingIn(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    private void completed() {
        completed++;
        if (completed == 2) {
            end();
            client.close();
            target.close();
        }
    }

    private static Future<?> endOutput(SocketChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return channel.shutdownOutput();
        }
        // Says first that nothing was cut off (RFC 8446 6.1).
        return tls.closeOutbound().addListener(said -> channel.shutdownOutput());
    }

    /** What arrives at one of the two. Data that is read is passed on with its ownership. */
    private final class Half extends ChannelInboundHandlerAdapter {

        private final SocketChannel self;
        private final SocketChannel other;
        private boolean ended;

        Half(SocketChannel self, SocketChannel other) {
            this.self = self;
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object data) {
            if (ended) {
                ReferenceCountUtil.release(data);
                return;
            }
            passedAt = System.nanoTime();
            other.write(data);
            if (!other.isWritable()) {
                self.config().setAutoRead(false);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            passedAt = System.nanoTime();
            other.config().setAutoRead(self.isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (isEnd(event) && !ended) {
                ended = true;
                other.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(written -> endOutput(other).addListener(said -> completed()));
            }
        }

        /** The connection is gone as a whole; what it has left behind is still delivered, if anybody takes it. */
        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended = true;
            if (!over) {
                afterTheLastByte(other::close);
            }
        }

        /** A reset that comes behind the end of what was sent cuts nothing of it off. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (FlowMeter.isReset(cause)) {
                told.reset(self == client ? FlowObserver.End.CLIENT : FlowObserver.End.TARGET);
            }
            if (ended && !over) {
                afterTheLastByte(() -> reset(other));
            } else {
                reset();
            }
        }

        private void afterTheLastByte(Runnable last) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                end();
                last.run();
                self.close();
            });
        }
    }
}
