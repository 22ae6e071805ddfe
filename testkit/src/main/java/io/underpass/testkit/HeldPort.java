package io.underpass.testkit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatcher;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.underpass.wire.EventLoops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A port of 127.0.0.1 that is held from its beginning to its end: while it refuses connections, a socket that does not
 * listen holds it, so that nobody gets it by chance.
 *
 * <p>Threads: safe; not to be called from its own event loop.
 */
final class HeldPort {

    private static final int BACKLOG = 128;
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1);

    private final EventLoops loops;
    private final Consumer<SocketChannel> taker;
    private final ChannelGroup connections;
    private final InetSocketAddress address;
    private Channel server;
    private Optional<Socket> holder = Optional.empty();
    private boolean closed;

    /**
     * A port that listens.
     *
     * @param taker gives each connection its handlers, on its event loop
     */
    HeldPort(EventLoops loops, Consumer<SocketChannel> taker) {
        this.loops = loops;
        this.taker = taker;
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

    /** Cuts some of the connections. */
    void cut(ChannelMatcher which) {
        connections.close(which).awaitUninterruptibly();
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
        holder.ifPresent(HeldPort::close);
        holder = Optional.empty();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                        taker.accept(channel);
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
