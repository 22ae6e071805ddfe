package io.underpass.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
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

    /** Adds to a channel that is about to connect what it takes to speak with an origin, TLS included. */
    @FunctionalInterface
    interface Setup {
        void prepare(SocketChannel opened, InetSocketAddress origin);
    }

    private final EventLoop eventLoop;
    private final Class<? extends SocketChannel> channel;
    private final SharedLookups lookups;
    private final @Nullable InetAddress source;
    private final Setup setup;

    Connector(EventLoop eventLoop, Class<? extends SocketChannel> channel, SharedLookups lookups, Setup setup) {
        this(eventLoop, channel, lookups, null, setup);
    }

    /** Connections that come from {@code source}; from the address that the system chooses where it is null. */
    Connector(
            EventLoop eventLoop,
            Class<? extends SocketChannel> channel,
            SharedLookups lookups,
            @Nullable InetAddress source,
            Setup setup) {
        this.eventLoop = eventLoop;
        this.channel = channel;
        this.lookups = lookups;
        this.source = source;
        this.setup = setup;
    }

    /** Connects to {@code origin} and calls exactly one of {@code connected} and {@code failed}, on the event loop. */
    void connect(InetSocketAddress origin, Duration timeout, Consumer<Channel> connected, Consumer<Failure> failed) {
        ConnectAttempt attempt = new ConnectAttempt(this, eventLoop, origin, timeout, connected, failed);
        if (origin.isUnresolved()) {
            attempt.resolve(lookups);
        } else {
            attempt.tryFrom(0, List.of(origin.getAddress()));
        }
    }

    /** Opens a channel to {@code address} for calls to {@code origin}. */
    ChannelFuture open(InetSocketAddress origin, InetSocketAddress address, Duration timeout) {
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoop)
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
                        setup.prepare(opened, origin);
                    }
                });
        return source == null
                ? bootstrap.connect(address)
                : bootstrap.connect(address, new InetSocketAddress(source, 0));
    }
}
