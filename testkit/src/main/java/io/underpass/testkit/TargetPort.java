package io.underpass.testkit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.underpass.wire.EventLoops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The port of a fake target, which is taken for as long as the target lives: while it refuses, a socket that does not
 * listen holds it, so that nobody gets it by chance.
 *
 * <p>Threads: safe; not to be called from its own event loop.
 */
final class TargetPort {

    private static final int BACKLOG = 128;
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1);

    /** More than any load balancer lets through. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private final EventLoops loops;
    private final Function<RecordedRequest, Reply> answers;
    private final Consumer<RecordedRequest> refused;
    private final ChannelGroup connections;
    private final AtomicInteger accepted = new AtomicInteger();
    private final InetSocketAddress address;
    private Channel server;
    private Optional<Socket> holder = Optional.empty();
    private boolean closed;

    /**
     * A port that listens.
     *
     * @param answers gives the answer to a request
     * @param refused takes what there is of a request that is too long or no HTTP
     */
    TargetPort(EventLoops loops, Function<RecordedRequest, Reply> answers, Consumer<RecordedRequest> refused) {
        this.loops = loops;
        this.answers = answers;
        this.refused = refused;
        connections = new DefaultChannelGroup(loops.next());
        server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) server.localAddress();
    }

    int number() {
        return address.getPort();
    }

    int open() {
        return connections.size();
    }

    synchronized void refuse() {
        if (closed || holder.isPresent()) {
            return;
        }
        server.close().awaitUninterruptibly();
        holder = Optional.of(hold());
        connections.close().awaitUninterruptibly();
    }

    synchronized void accept() {
        if (closed || holder.isEmpty()) {
            return;
        }
        server = listen(address);
        release();
    }

    /** Cuts the connections on which an answer is awaited; the others may be wanted for the next request. */
    void cut() {
        connections.close(TargetPort::isAnswering).awaitUninterruptibly();
    }

    private static boolean isAnswering(Channel channel) {
        TargetConnection connection = channel.pipeline().get(TargetConnection.class);
        return connection != null && connection.isAnswering();
    }

    synchronized void close() {
        closed = true;
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        release();
    }

    /** A socket that was closed may still listen until its selector has looked again. */
    private Socket hold() {
        long deadline = System.nanoTime() + HOLD_LIMIT.toNanos();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
                return socket;
            } catch (IOException e) {
                close(socket);
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException("port " + number() + " was lost to somebody else", e);
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    private void release() {
        holder.ifPresent(TargetPort::close);
        holder = Optional.empty();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
    }

    private Channel listen(InetSocketAddress at) {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.next())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(limits()))
                                .addLast(new HttpResponseEncoder()) // for 100-continue alone
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new TargetConnection(accepted.incrementAndGet(), answers, refused));
                    }
                })
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(new IOException("cannot listen on " + at, bound.cause()));
        }
        return bound.channel();
    }
}
