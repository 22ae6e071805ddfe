package io.underpass.it;

import java.util.concurrent.TimeUnit;

/**
 * What became of one request.
 *
 * @param way how it went
 * @param path what it asked for
 * @param begunNanos and
 * @param endedNanos by {@link System#nanoTime}
 * @param status {@link #CUT} where no whole answer came
 * @param said who answered, or what was in the way
 *     <p>Threads: immutable.
 */
record Sent(String way, String path, long begunNanos, long endedNanos, int status, String said) {

    static final int CUT = 0;

    boolean ok() {
        return status == 200;
    }

    /** Whether some of it was between the two. */
    boolean touches(long fromNanos, long toNanos) {
        return endedNanos >= fromNanos && begunNanos <= toNanos;
    }

    /** Whether all of it was between the two. */
    boolean within(long fromNanos, long toNanos) {
        return begunNanos >= fromNanos && endedNanos <= toNanos;
    }

    @Override
    public String toString() {
        return way + ' ' + path + " at " + TimeUnit.NANOSECONDS.toMillis(begunNanos) + " ms, took "
                + TimeUnit.NANOSECONDS.toMillis(endedNanos - begunNanos) + " ms: " + status + ' '
                + said.replace("\r\n", " ");
    }
}
