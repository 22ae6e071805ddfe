package io.underpass.wire;

import java.time.Duration;

/**
 * How an {@link UpstreamClient} behaves towards every origin.
 *
 * <p>Threads: immutable.
 *
 * @param timeouts for origins that were not given their own
 * @param pooledIdle how long an unused connection is kept. The default of 4 seconds stays below the 5 seconds after
 *     which Node.js, the quickest of the common servers, closes one itself.
 * @param maxResponseHeadBytes a larger head fails the call; an ALB takes 32 KiB
 */
public record UpstreamSettings(UpstreamTimeouts timeouts, Duration pooledIdle, int maxResponseHeadBytes) {

    /** The defaults. */
    public static UpstreamSettings defaults() {
        return new UpstreamSettings(UpstreamTimeouts.defaults(), Duration.ofSeconds(4), 32 * 1024);
    }

    /** These settings with another time to keep unused connections. */
    public UpstreamSettings withPooledIdle(Duration idle) {
        return new UpstreamSettings(timeouts, idle, maxResponseHeadBytes);
    }
}
