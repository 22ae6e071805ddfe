package io.underpass.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that a fake target got.
 *
 * <p>Threads: safe.
 */
final class Recorder {

    private final List<RecordedRequest> requests = new ArrayList<>();
    private int taken;

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        taken = 0;
    }

    /** The next that was not taken; waits for it. */
    synchronized RecordedRequest take(String name, Duration limit) {
        await(name, taken + 1, limit);
        return requests.get(taken++);
    }

    /** All, once they are {@code count} at least. */
    synchronized List<RecordedRequest> await(String name, int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (requests.size() < count) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("target '" + name + "' was to get " + count + " request(s) within "
                        + limit.toMillis() + " ms and got " + requests.size() + ": " + requests);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for requests to target '" + name + "'", e);
            }
        }
        return List.copyOf(requests);
    }
}
