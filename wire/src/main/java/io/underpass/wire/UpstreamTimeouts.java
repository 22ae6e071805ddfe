package io.underpass.wire;

import java.time.Duration;

/**
 * How long an origin may take.
 *
 * <p>Threads: immutable.
 *
 * @param connect until the connection is there, the lookup of a name and all its addresses included
 * @param response without a byte of the response while it is the origin's turn; each byte starts it anew
 */
public record UpstreamTimeouts(Duration connect, Duration response) {

    /** 10 and 60 seconds, as an ALB allows its targets. */
    public static UpstreamTimeouts defaults() {
        return new UpstreamTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }
}
