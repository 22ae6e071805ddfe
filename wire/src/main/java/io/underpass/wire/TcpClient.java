package io.underpass.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections on which nothing is said yet. Of a name's addresses the first that takes the connection has it.
 *
 * <p>Threads: safe; what a call leads to runs on the event loop it names.
 */
public final class TcpClient {

    private static final int LOW_WATER_BYTES = 64 * 1024;
    private static final int HIGH_WATER_BYTES = 256 * 1024;

    private final Class<? extends SocketChannel> channel;
    private final NameResolver resolver;

    /** Opens sockets of the kind that {@code loops} watch. */
    public TcpClient(EventLoops loops, NameResolver resolver) {
        this.channel = loops.clientChannel();
        this.resolver = new SharedLookups(resolver);
    }

    /** An address where {@code host} is one; a name stays unresolved until a connection is made. */
    public static InetSocketAddress address(String host, int port) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal == null) {
            return InetSocketAddress.createUnresolved(host, port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an address: " + host, e);
        }
    }

    /**
     * Finds out whether {@code address} takes connections; the one made is closed at once.
     *
     * @param found told once, on {@code eventLoop}: why not; empty where it does
     */
    public void knock(
            EventLoop eventLoop, InetSocketAddress address, Duration timeout, Consumer<Optional<Failure>> found) {
        open(
                eventLoop,
                address,
                timeout,
                opened -> {
                    opened.close();
                    found.accept(Optional.empty());
                },
                failure -> found.accept(Optional.of(failure)));
    }

    /**
     * Connects to {@code address} and calls exactly one of {@code connected} and {@code failed}, on {@code eventLoop}. The
     * channel is not read from until it is told to.
     */
    void open(
            EventLoop eventLoop,
            InetSocketAddress address,
            Duration timeout,
            Consumer<SocketChannel> connected,
            Consumer<Failure> failed) {
        long deadline = System.nanoTime() + timeout.toNanos();
        InetAddress known = address.getAddress();
        if (known != null) {
            connect(eventLoop, address.getPort(), List.of(known), deadline, connected, failed);
            return;
        }
        resolver.resolve(address.getHostString())
                .whenComplete((addresses, cause) -> onLoop(eventLoop, () -> {
                    if (cause != null || addresses.isEmpty()) {
                        failed.accept(lookupFailure(address.getHostString(), cause));
                    } else {
                        connect(eventLoop, address.getPort(), addresses, deadline, connected, failed);
                    }
                }));
    }

    private void connect(
            EventLoop eventLoop,
            int port,
            List<InetAddress> addresses,
            long deadline,
            Consumer<SocketChannel> connected,
            Consumer<Failure> failed) {
        InetSocketAddress address = new InetSocketAddress(addresses.get(0), port);
        long leftMillis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000 / addresses.size());
        bootstrap(eventLoop, leftMillis).connect(address).addListener((ChannelFuture opened) -> {
            if (opened.isSuccess()) {
                connected.accept((SocketChannel) opened.channel());
            } else if (addresses.size() > 1) {
                connect(eventLoop, port, addresses.subList(1, addresses.size()), deadline, connected, failed);
            } else {
                failed.accept(failure(opened.cause(), address, leftMillis));
            }
        });
    }

    private Bootstrap bootstrap(EventLoop eventLoop, long timeoutMillis) {
        return new Bootstrap()
                .group(eventLoop)
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeoutMillis, Integer.MAX_VALUE))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
                .handler(new ChannelInboundHandlerAdapter());
    }

    private static void onLoop(EventLoop eventLoop, Runnable work) {
        try {
            eventLoop.execute(work);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it those who wait.
        }
    }

    private static Failure lookupFailure(String host, @Nullable Throwable cause) {
        Throwable found = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        return found == null || found instanceof UnknownHostException
                ? new Failure(Failure.Kind.UNKNOWN_HOST, "the host name " + host + " has no address")
                : new Failure(Failure.Kind.INTERNAL, "the host name " + host + " could not be looked up: " + found);
    }

    private static Failure failure(Throwable cause, InetSocketAddress address, long timeoutMillis) {
        String target = ConnectionLoss.name(address);
        return cause instanceof ConnectTimeoutException
                ? new Failure(
                        Failure.Kind.CONNECT_TIMEOUT, "no connection to " + target + " within " + timeoutMillis + " ms")
                : new Failure(Failure.Kind.CONNECT_REFUSED, "no connection to " + target + ": " + cause.getMessage());
    }
}
