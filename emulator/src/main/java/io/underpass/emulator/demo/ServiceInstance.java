package io.underpass.emulator.demo;

import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One instance of a tiny service, listening: something to put behind a load balancer.
 *
 * <p>Threads: safe. {@link #close} blocks.
 */
public final class ServiceInstance implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final EventLoops loops;
    private final HttpListener listener;

    /** As the other constructor, on the cheapest transport that works. */
    public ServiceInstance(String service, String instance, InetSocketAddress address) throws IOException {
        this(service, instance, address, Optional.empty());
    }

    /**
     * Starts to listen.
     *
     * @param transport what it listens with; empty for the cheapest that works
     * @throws IOException if {@code address} cannot be listened on
     */
    public ServiceInstance(String service, String instance, InetSocketAddress address, Optional<Transport> transport)
            throws IOException {
        loops = EventLoops.of(1, transport);
        try {
            listener = HttpListener.bind(
                    loops,
                    address,
                    new DemoService(service, instance),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults());
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Lets running requests finish for a few seconds. */
    @Override
    public void close() {
        try {
            listener.drain(DRAIN).toCompletableFuture().get(DRAIN.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not finished by now is cut below.
        }
        listener.close();
        loops.close();
    }
}
