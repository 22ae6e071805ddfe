package io.underpass.it.docker;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request and what became of it.
 *
 * <p>Threads: immutable.
 *
 * @param status of the answer; {@link #NOTHING} where there was none
 * @param problem why there was none, for people
 * @param entry the Journal's entry of it
 */
record Sent(Instant begun, Instant ended, int status, String problem, Optional<URI> entry) {

    /** In the place of a status: nobody answered, the connection was refused or closed. */
    static final int NOTHING = 0;

    /** In the place of a status: neither an answer nor an end of the connection for longer than anything may take. */
    static final int HUNG = -1;

    boolean ok() {
        return status == 200;
    }

    Duration took() {
        return Duration.between(begun, ended);
    }
}
