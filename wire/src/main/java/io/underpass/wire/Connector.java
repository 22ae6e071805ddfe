package io.underpass.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections from one event loop.
 *
 * <p>Threads: confined to its event loop; names are resolved elsewhere.
 */
final class Connector {

    private static final int LOW_WATER_BYTES = 64 * 1024;
    private static final int HIGH_WATER_BYTES = 256 * 1024;

    /** Large reads pay for large bodies; the allocator only goes up to them while reads fill their buffers. */
    private static final int MAX_READ_BYTES = 256 * 1024;

    private final LoopPool pool;
    private final Class<? extends SocketChannel> channel;
    private final SharedLookups lookups;
    private final @Nullable UpstreamTls tls;

    Connector(LoopPool pool, Class<? extends SocketChannel> channel, SharedLookups lookups, @Nullable UpstreamTls tls) {
        this.pool = pool;
        this.channel = channel;
        this.lookups = lookups;
        this.tls = tls;
    }

    /** Connects to {@code origin} and calls exactly one of {@code connected} and {@code failed}, on the event loop. */
    void connect(
            InetSocketAddress origin,
            Duration timeout,
            Consumer<UpstreamConnection> connected,
            Consumer<Failure> failed) {
        ConnectAttempt attempt = new ConnectAttempt(this, pool.eventLoop(), origin, timeout, connected, failed);
        if (origin.isUnresolved()) {
            attempt.resolve(lookups);
        } else {
            attempt.tryFrom(0, List.of(origin.getAddress()));
        }
    }

    /** Opens a channel to {@code address} for calls to {@code origin}. */
    ChannelFuture open(InetSocketAddress origin, InetSocketAddress address, Duration timeout) {
        return new Bootstrap()
                .group(pool.eventLoop())
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                // A failed write must not close the connection: an early response may still be waiting to be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 4096, MAX_READ_BYTES))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        if (tls != null) {
                            opened.pipeline().addLast(tls.newHandler(opened.alloc(), origin));
                        }
                        opened.pipeline().addLast(new UpstreamConnection(pool, opened, origin));
                    }
                })
                .connect(address);
    }
}
