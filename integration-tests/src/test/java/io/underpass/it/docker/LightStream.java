package io.underpass.it.docker;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Some requests a second while something else happens, and what was answered.
 *
 * <p>Threads: a thread of its own sends; everything else is safe.
 */
final class LightStream implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private final Map<Integer, Integer> answers = new TreeMap<>();

    /** Sends requests for {@code path} until closed. */
    LightStream(Caller caller, String path) {
        var unused = sender.scheduleWithFixedDelay(
                () -> count(caller.status(path)), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void count(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    /** How often each status was answered; 0 where nothing answered. */
    synchronized Map<Integer, Integer> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
