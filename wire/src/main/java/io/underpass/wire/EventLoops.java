package io.underpass.wire;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all network work runs on.
 *
 * <p>Threads: safe. {@link #close} waits, so it must not be called from one of the event loops.
 */
public final class EventLoops implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger threadNumber = new AtomicInteger();
    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;

    /** One event loop for each core. */
    public EventLoops() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** As many event loops as {@code size}; their threads start with the first work given to each. */
    public EventLoops(int size) {
        this(size, Transport.best());
    }

    /**
     * As many event loops as {@code size} on {@code transport}.
     *
     * @throws IllegalArgumentException if {@code size} is below 1 or this machine does not offer {@code transport}
     */
    public EventLoops(int size, Transport transport) {
        if (size < 1) {
            throw new IllegalArgumentException("event loops need at least one thread, not " + size);
        }
        if (!transport.isAvailable()) {
            throw new IllegalArgumentException("this machine does not offer the transport " + transport);
        }
        this.transport = transport;
        this.group = new MultiThreadIoEventLoopGroup(size, this::newThread, transport.handlers());
    }

    /** What the event loops run on. */
    public Transport transport() {
        return transport;
    }

    /** The next event loop, in turn. */
    public EventLoop next() {
        return group.next();
    }

    /** The channel class that listens on these event loops. */
    public Class<? extends ServerChannel> serverChannel() {
        return transport.serverChannel();
    }

    /** The channel class that connects from these event loops. */
    public Class<? extends SocketChannel> clientChannel() {
        return transport.clientChannel();
    }

    MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** Stops the threads and waits for them, for a few seconds at most; what is still connected is closed. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        group.shutdownGracefully(0, CLOSE_LIMIT.toMillis() / 2, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        try {
            for (Thread thread : threads) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                thread.join(Math.max(1, leftMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread newThread(Runnable work) {
        // Netty's own thread class gives the allocator and the recyclers their fast thread-locals.
        Thread thread = new io.netty.util.concurrent.FastThreadLocalThread(
                work, "underpass-io-" + threadNumber.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }
}
