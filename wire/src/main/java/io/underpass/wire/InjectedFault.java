package io.underpass.wire;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What goes wrong with one request because somebody wants it to.
 *
 * <p>Threads: immutable.
 *
 * @param source for people: which faults
 * @param delay how long the request is held up first, in the machine's time
 * @param status what it is answered with instead of going on; empty where it is not
 * @param resets whether its connection is reset instead
 */
public record InjectedFault(String source, Duration delay, OptionalInt status, boolean resets) {

    /** Whether the request goes no further. */
    public boolean ends() {
        return resets || status.isPresent();
    }

    /** This fault and, unless the request has ended with it, {@code next}. */
    public InjectedFault then(InjectedFault next) {
        return ends()
                ? this
                : new InjectedFault(source + ", " + next.source, delay.plus(next.delay), next.status, next.resets);
    }

    /** For people: how the request ended. */
    public String reason() {
        return resets ? "reset by " + source : "answered with " + status.orElse(0) + " by " + source;
    }

    /** What whoever waits for an answer is told where the connection is reset. */
    public Failure failure() {
        return new Failure(Failure.Kind.RESET, "the connection was " + reason());
    }
}
