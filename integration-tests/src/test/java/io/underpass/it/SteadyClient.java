package io.underpass.it;

import io.underpass.wire.TestClient;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests one after the other over a connection that is kept, at an even pace, until it is told to stop.
 *
 * <p>Threads: one of its own; {@link #sent} once it has stopped.
 */
final class SteadyClient {

    private static final int TIMEOUT_MILLIS = 35_000;

    private final String way;
    private final InetSocketAddress address;
    private final String prefix;
    private final List<String> paths;
    private final long pauseNanos;
    private final List<Sent> sent = new ArrayList<>();
    private final Thread thread = new Thread(this::run);
    private volatile int count;
    private volatile boolean stopped;

    /**
     * Begins.
     *
     * @param prefix what the paths begin with
     * @param paths asked for in turn
     * @param perSecond at most so many
     */
    SteadyClient(String way, InetSocketAddress address, String prefix, List<String> paths, int perSecond) {
        this.way = way;
        this.address = address;
        this.prefix = prefix;
        this.paths = paths;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        thread.start();
    }

    private void run() {
        TestClient client = connected();
        long next = System.nanoTime();
        while (!stopped) {
            String path = paths.get(count % paths.size());
            long begun = System.nanoTime();
            Sent one = send(client, path, begun);
            sent.add(one);
            count++;
            if (one.status() == Sent.CUT) {
                client.close();
                client = connected();
            }
            next = Math.max(next + pauseNanos, begun - TimeUnit.SECONDS.toNanos(1));
            long early = next - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            }
        }
        client.close();
    }

    private TestClient connected() {
        return TestClient.connect(address).timeout(TIMEOUT_MILLIS);
    }

    private Sent send(TestClient client, String path, long begun) {
        try {
            TestClient.Response answer = client.send("GET", prefix + path, "").read();
            return new Sent(way, path, begun, System.nanoTime(), answer.status(), answer.bodyText());
        } catch (UncheckedIOException cut) {
            return new Sent(way, path, begun, System.nanoTime(), Sent.CUT, String.valueOf(cut.getCause()));
        }
    }

    /** How many have ended. */
    int count() {
        return count;
    }

    /** Sends no more and waits for the one that is under way. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join(2L * TIMEOUT_MILLIS);
        if (thread.isAlive()) {
            throw new AssertionError(way + " hangs");
        }
    }

    /** All of them, in their order. */
    List<Sent> sent() {
        return sent;
    }
}
