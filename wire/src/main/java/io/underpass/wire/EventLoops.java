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
import java.util.concurrent.CompletionException;
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
    private final int size;
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();

    /** What the loops run on, and they themselves. Threads: immutable. */
    private record Opened(Transport transport, MultiThreadIoEventLoopGroup group) {}

    private EventLoops(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("there cannot be " + size + " event loops");
        }
        this.size = size == 0 ? Runtime.getRuntime().availableProcessors() : size;
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
        EventLoops loops = new EventLoops(size);
        loops.open(named);
        loops.opened();
        return loops;
    }

    /**
     * As {@link #of(int, Optional)}, but does not wait: opened on a thread of its own, which ends with it. Who first needs
     * one of the loops waits, and gets the IllegalStateException where the transport named does not work here. In a new
     * JVM that is half of what a start takes: the transports' classes and native code.
     *
     * @throws IllegalArgumentException if {@code size} is negative
     */
    public static EventLoops opening(int size, Optional<Transport> named) {
        EventLoops loops = new EventLoops(size);
        Thread opener = new Thread(
                () -> {
                    loops.open(named);
                    loops.rehearse();
                },
                "underpass-io-opening");
        opener.setDaemon(true);
        loops.threads.add(opener);
        opener.start();
        return loops;
    }

    private void open(Optional<Transport> named) {
        try {
            opened.complete(fitting(named));
        } catch (Throwable e) { // Who waits would wait for ever.
            opened.completeExceptionally(e);
        }
    }

    /** Loads what the first listener is made of, which is as much again, by making a socket that listens nowhere. */
    private void rehearse() {
        if (opened.isCompletedExceptionally()) {
            return;
        }
        try {
            serverChannel().getDeclaredConstructor().newInstance().unsafe().closeForcibly();
        } catch (ReflectiveOperationException | RuntimeException e) {
            log().debug("No rehearsal of a listener", e);
        }
    }

    private Opened fitting(Optional<Transport> named) {
        if (named.isEmpty() && Transport.IO_URING.isAvailable()) {
            try {
                return on(Transport.IO_URING); // To look for the others as well takes its time.
            } catch (RuntimeException | LinkageError e) {
                sayNextIsTried(Transport.IO_URING, e);
                return first(offeredBut(Transport.IO_URING), this::on);
            }
        }
        return first(named.map(List::of).orElseGet(Transport::offered), this::on);
    }

    /** One at least: NIO is offered everywhere. */
    private static List<Transport> offeredBut(Transport failed) {
        return Transport.offered().stream().filter(each -> each != failed).toList();
    }

    private Opened on(Transport transport) {
        return new Opened(transport, new MultiThreadIoEventLoopGroup(size, this::newThread, transport.handlers()));
    }

    /**
     * What {@code open} makes of the first of {@code transports} that it does not fail for. The probe of io_uring makes one
     * small ring; the real ones, one for each event loop of each emulator, may be too many all the same.
     */
    static <T> T first(List<Transport> transports, Function<Transport, T> open) {
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

    private static void sayNextIsTried(Transport failed, Throwable failure) {
        log().info(
                        "No event loops on {}, the next transport is tried: {}",
                        failed,
                        rootCause(failure).getMessage());
    }

    /** Asked for where there is something to say: the first logger of a process takes its time. */
    private static Logger log() {
        return LoggerFactory.getLogger(EventLoops.class);
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private Opened opened() {
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException known
                    ? known
                    : new IllegalStateException(
                            "no event loops: " + rootCause(e).getMessage(), e);
        }
    }

    /** What the event loops run on. */
    public Transport transport() {
        return opened().transport();
    }

    /** The next event loop, in turn. */
    public EventLoop next() {
        return opened().group().next();
    }

    /**
     * Completes when every event loop has done what it had to do at this moment; what was written before is seen by all of
     * them then. Fails where they have ended.
     */
    public CompletableFuture<Void> settled() {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        for (EventExecutor loop : opened().group()) {
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
        return transport().serverChannel();
    }

    /** The channel class that connects from these event loops. */
    public Class<? extends SocketChannel> clientChannel() {
        return transport().clientChannel();
    }

    MultiThreadIoEventLoopGroup group() {
        return opened().group();
    }

    /** Stops the threads and waits for them, for a few seconds at most; what is still connected is closed. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        Optional<Opened> known =
                opened.handle((done, failure) -> Optional.ofNullable(done)).join();
        if (known.isEmpty()) {
            return;
        }
        known.get()
                .group()
                .shutdownGracefully(0, CLOSE_LIMIT.toMillis() / 2, TimeUnit.MILLISECONDS)
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
