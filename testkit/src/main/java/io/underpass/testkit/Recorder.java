package io.underpass.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fake target got: requests, for instance.
 *
 * <p>Threads: safe.
 */
final class Recorder<T> {

    private final String what;
    private final List<T> all = new ArrayList<>();
    private int taken;

    /** Of things that messages call {@code what}. */
    Recorder(String what) {
        this.what = what;
    }

    synchronized void add(T one) {
        all.add(one);
        notifyAll();
    }

    synchronized List<T> all() {
        return List.copyOf(all);
    }

    synchronized void clear() {
        all.clear();
        taken = 0;
    }

    /** The next that was not taken; waits for it. */
    synchronized T take(String name, Duration limit) {
        await(name, taken + 1, limit);
        return all.get(taken++);
    }

    /** All, once they are {@code count} at least. */
    synchronized List<T> await(String name, int count, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (all.size() < count) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new AssertionError("target '" + name + "' was to get " + count + " " + what + "(s) within "
                        + limit.toMillis() + " ms and got " + all.size() + ": " + all);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a " + what + " of target '" + name + "'", e);
            }
        }
        return List.copyOf(all);
    }
}
