package io.underpass.it.docker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Some requests a second while something else happens, and what became of each. A slow one does not keep the next from
 * being sent.
 *
 * <p>Threads: its own send; everything else is safe.
 */
final class LightStream implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final List<Sent> sent = new ArrayList<>();

    /** Sends requests for {@code path} until closed. */
    LightStream(Caller caller, String path) {
        var unused = clock.scheduleAtFixedRate(
                () -> senders.execute(() -> add(caller.send(path))), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void add(Sent request) {
        sent.add(request);
    }

    /** What became of each request, in the order in which they ended. */
    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Those that were not answered with 200. */
    List<Sent> failures() {
        return sent().stream().filter(request -> !request.ok()).toList();
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        sent().forEach(request -> statuses.merge(request.status(), 1, Integer::sum));
        return statuses;
    }

    /** Waits until {@code count} more requests have ended, whatever became of them. */
    void awaitMore(int count) {
        int before = sent().size();
        await().atMost(LONGEST.multipliedBy(2)).until(() -> sent().size() >= before + count);
    }

    /** Sends nothing more, and waits for what was sent. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            boolean idle = clock.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            senders.shutdown();
            if (!idle || !senders.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
                throw new AssertionError("a request took more than " + LONGEST);
            }
        } catch (InterruptedException e) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
