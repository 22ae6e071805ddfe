package io.underpass.gateway.data;

import java.util.concurrent.TimeUnit;

/**
 * How fast a response may be streamed: the first 10 MB as fast as they come, the rest at 2 MB a second (spec 3.6).
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class StreamRate {

    static final long FREE_BYTES = 10L * 1024 * 1024;

    private static final long BYTES_A_SECOND = 2L * 1024 * 1024;

    private long freeBytes = FREE_BYTES;
    private long nextNanos;

    /**
     * Counts {@code bytes} that arrive at {@code nowNanos}.
     *
     * @return how long to wait before more is welcome, in nanoseconds; not positive for not at all
     */
    long afterNanos(int bytes, long nowNanos) {
        if (freeBytes >= bytes) {
            freeBytes -= bytes;
            nextNanos = nowNanos;
            return 0;
        }
        long paced = bytes - freeBytes;
        freeBytes = 0;
        if (nextNanos - nowNanos < 0) {
            nextNanos = nowNanos;
        }
        nextNanos += paced * TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND;
        return nextNanos - nowNanos;
    }
}
