package io.underpass.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Opens connections from one event loop. Of a name with several addresses each is tried in turn, since a container's
 * name often has an address of a family that nobody listens on.
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
    private final NameResolver resolver;

    Connector(LoopPool pool, Class<? extends SocketChannel> channel, NameResolver resolver) {
        this.pool = pool;
        this.channel = channel;
        this.resolver = resolver;
    }

    /** Connects to {@code origin} and calls exactly one of {@code connected} and {@code failed}, on the event loop. */
    void connect(
            InetSocketAddress origin,
            Duration timeout,
            Consumer<UpstreamConnection> connected,
            Consumer<Failure> failed) {
        if (!origin.isUnresolved()) {
            tryEach(origin, List.of(origin.getAddress()), 0, timeout, connected, failed);
            return;
        }
        resolver.resolve(origin.getHostString())
                .whenComplete((addresses, cause) -> onLoop(() -> {
                    if (cause != null || addresses.isEmpty()) {
                        failed.accept(new Failure(
                                Failure.Kind.UNKNOWN_HOST,
                                "the host name " + origin.getHostString() + " has no address"));
                    } else {
                        tryEach(origin, addresses, 0, timeout, connected, failed);
                    }
                }));
    }

    private void onLoop(Runnable work) {
        try {
            pool.eventLoop().execute(work);
        } catch (RejectedExecutionException e) {
            // The event loop has ended: its exchanges and their sinks are gone with it.
        }
    }

    private void tryEach(
            InetSocketAddress origin,
            List<InetAddress> addresses,
            int index,
            Duration timeout,
            Consumer<UpstreamConnection> connected,
            Consumer<Failure> failed) {
        InetSocketAddress address = new InetSocketAddress(addresses.get(index), origin.getPort());
        open(origin, address, timeout).addListener((ChannelFuture opened) -> {
            if (opened.isSuccess()) {
                connected.accept(opened.channel().pipeline().get(UpstreamConnection.class));
            } else if (index + 1 < addresses.size()) {
                tryEach(origin, addresses, index + 1, timeout, connected, failed);
            } else {
                failed.accept(failure(opened.cause(), address, timeout));
            }
        });
    }

    private ChannelFuture open(InetSocketAddress origin, InetSocketAddress address, Duration timeout) {
        return new Bootstrap()
                .group(pool.eventLoop())
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                // A failed write must not close the connection: an early response may still be waiting to be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, timeout.toMillis()))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 4096, MAX_READ_BYTES))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        opened.pipeline().addLast(new UpstreamConnection(pool, opened, origin));
                    }
                })
                .connect(address);
    }

    private static Failure failure(Throwable cause, InetSocketAddress address, Duration timeout) {
        String target = address.getAddress().getHostAddress() + ":" + address.getPort();
        if (cause instanceof ConnectTimeoutException) {
            return new Failure(
                    Failure.Kind.CONNECT_TIMEOUT,
                    "no connection to " + target + " within " + timeout.toMillis() + " ms");
        }
        return new Failure(Failure.Kind.CONNECT_REFUSED, "no connection to " + target + ": " + cause.getMessage());
    }
}
