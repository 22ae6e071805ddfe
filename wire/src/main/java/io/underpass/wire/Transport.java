package io.underpass.wire;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * How sockets are watched and called.
 *
 * <p>Threads: safe.
 */
public enum Transport {
    /** The JDK's, everywhere. */
    NIO,
    /** Linux: fewer calls and copies than NIO. */
    EPOLL,
    /** Newer Linux, unless the machine forbids it, as container engines do by default: calls in batches. */
    IO_URING;

    /** Those that this machine offers, the cheapest first: the order in which {@link EventLoops} try them. */
    public static List<Transport> offered() {
        return Stream.of(IO_URING, EPOLL, NIO).filter(Transport::isAvailable).toList();
    }

    /**
     * Whether this machine offers it. The first call loads native code. What is offered may still be refused later, for
     * want of memory that may be locked or of file descriptors.
     */
    public boolean isAvailable() {
        // JDK 17 holds a lock over all native libraries while one of them begins. Netty's begins by looking up socket
        // addresses, whose first use loads a library as well. Another thread that is at it would wait for this one, and
        // this one for it, so that first use comes before.
        InetAddress.getLoopbackAddress();
        return switch (this) {
            case NIO -> true;
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
        };
    }

    IoHandlerFactory handlers() {
        return switch (this) {
            case NIO -> NioIoHandler.newFactory();
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case NIO -> NioServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
        };
    }

    Class<? extends SocketChannel> clientChannel() {
        return switch (this) {
            case NIO -> NioSocketChannel.class;
            case EPOLL -> EpollSocketChannel.class;
            case IO_URING -> IoUringSocketChannel.class;
        };
    }
}
