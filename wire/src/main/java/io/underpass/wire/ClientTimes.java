package io.underpass.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a client may stay.
 *
 * <p>Threads: immutable.
 *
 * @param idle how long a connection may wait for a request, a head may take to arrive, and a body or a client that does
 *     not read may stand still
 * @param keepAlive the age at which a connection is closed with the answer to its next request; none where age does not
 *     count
 */
public record ClientTimes(Duration idle, Optional<Duration> keepAlive) {

    /** Whether a connection that was opened at {@code openedAt} is older than it may be; both by System.nanoTime. */
    boolean isOver(long openedAt, long now) {
        return keepAlive.isPresent() && now - openedAt >= keepAlive.get().toNanos();
    }
}
