package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;

/**
 * Two connections whose bytes go from each to the other. The end of one direction is passed on and leaves the other open;
 * a reset of one connection resets the other.
 *
 * <p>Threads: confined to the event loop that both channels are on.
 */
final class TcpTunnel {

    private final SocketChannel client;
    private final SocketChannel target;
    private final long idleNanos;
    private final LazyTimer timer;
    private long passedAt = System.nanoTime();
    private int ended;
    private boolean over;

    private TcpTunnel(SocketChannel client, SocketChannel target, Duration idleTimeout) {
        this.client = client;
        this.target = target;
        this.idleNanos = idleTimeout.toNanos();
        this.timer = new LazyTimer(client.eventLoop(), this::checkIdle);
    }

    /** Joins two open channels of one event loop that are not being read. */
    static void join(SocketChannel client, SocketChannel target, Duration idleTimeout) {
        TcpTunnel tunnel = new TcpTunnel(client, target, idleTimeout);
        client.pipeline().addLast(tunnel.new Half(target));
        target.pipeline().addLast(tunnel.new Half(client));
        tunnel.timer.ensure(tunnel.passedAt + tunnel.idleNanos);
        client.config().setAutoRead(true);
        target.config().setAutoRead(true);
        if (!client.isActive() || !target.isActive()) {
            tunnel.reset();
        }
    }

    /** Closes {@code channel} in a way that its peer takes for a failure. */
    static void reset(SocketChannel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private void reset() {
        end();
        reset(client);
        reset(target);
    }

    private void end() {
        over = true;
        timer.cancel();
    }

    private void checkIdle() {
        long deadline = passedAt + idleNanos;
        if (over) {
            return;
        }
        if (deadline - System.nanoTime() > 0) {
            timer.ensure(deadline);
        } else {
            reset();
        }
    }

    /** What arrives at one of the two. Data that is read is passed on with its ownership. */
    private final class Half extends ChannelInboundHandlerAdapter {

        private final SocketChannel other;

        Half(SocketChannel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object data) {
            passedAt = System.nanoTime();
            other.write(data);
            if (!other.isWritable()) {
                ctx.channel().config().setAutoRead(false);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            other.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            Channel self = ctx.channel();
            passedAt = System.nanoTime();
            other.config().setAutoRead(self.isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                ended++;
                boolean last = ended == 2;
                other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                    if (last) {
                        end();
                        client.close();
                        target.close();
                    } else {
                        other.shutdownOutput();
                    }
                });
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end();
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> other.close());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            reset();
        }
    }
}
