package io.underpass.wire;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private EventLoops(int size, Transport transport) {
        this.transport = transport;
        this.group = new MultiThreadIoEventLoopGroup(size, this::newThread, transport.handlers());
    }

    /** As {@link #of(int, Optional)} with no transport named. */
    public static EventLoops of(int size) {
        return of(size, Optional.empty());
    }

    /**
     * As many event loops as {@code size}, 0 for one a core, on the transport {@code named} or, where none is, on the
     * cheapest that works. Their threads start with the first work given to each.
     *
     * @throws IllegalArgumentException if {@code size} is negative
     * @throws IllegalStateException if the transport named does not work here
     */
    public static EventLoops of(int size, Optional<Transport> named) {
        if (size < 0) {
            throw new IllegalArgumentException("there cannot be " + size + " event loops");
        }
        int threads = size == 0 ? Runtime.getRuntime().availableProcessors() : size;
        Function<Transport, EventLoops> open = transport -> new EventLoops(threads, transport);
        if (named.isEmpty() && Transport.IO_URING.isAvailable()) {
            try {
                return open.apply(Transport.IO_URING); // To look for the others as well takes its time.
            } catch (RuntimeException | LinkageError e) {
                sayNextIsTried(Transport.IO_URING, e);
                return first(offeredBut(Transport.IO_URING), open);
            }
        }
        return first(named.map(List::of).orElseGet(Transport::offered), open);
    }

    /**
     * What {@code open} makes of the first of {@code transports} that it does not fail for. The probe of io_uring makes one
     * small ring; the real ones, one for each event loop of each emulator, may be too many all the same.
     */
    static EventLoops first(List<Transport> transports, Function<Transport, EventLoops> open) {
        Transport transport = transports.get(0);
        try {
            return open.apply(transport);
        } catch (RuntimeException | LinkageError e) {
            if (transports.size() == 1) {
                throw new IllegalStateException(
                        "no event loops on " + transport + ": " + rootCause(e).getMessage(), e);
            }
            sayNextIsTried(transport, e);
            return first(transports.subList(1, transports.size()), open);
        }
    }

    /** One at least: NIO is offered everywhere. */
    private static List<Transport> offeredBut(Transport failed) {
        return Transport.offered().stream().filter(each -> each != failed).toList();
    }

    private static void sayNextIsTried(Transport failed, Throwable failure) {
        // Asked for where there is something to say: the first logger of a process takes its time.
        Logger log = LoggerFactory.getLogger(EventLoops.class);
        log.info(
                "No event loops on {}, the next transport is tried: {}",
                failed,
                rootCause(failure).getMessage());
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What the event loops run on. */
    public Transport transport() {
        return transport;
    }

    /** The next event loop, in turn. */
    public EventLoop next() {
        return group.next();
    }

    /**
     * Completes when every event loop has done what it had to do at this moment; what was written before is seen by all of
     * them then. Fails where they have ended.
     */
    public CompletableFuture<Void> settled() {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        for (EventExecutor loop : group) {
            CompletableFuture<Void> here = new CompletableFuture<>();
            reached.add(here);
            try {
                loop.execute(() -> here.complete(null));
            } catch (RejectedExecutionException e) {
                here.completeExceptionally(e);
            }
        }
        return CompletableFuture.allOf(reached.toArray(new CompletableFuture<?>[0]));
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
