package io.underpass.gateway.schema;

import io.underpass.gateway.WorkTime;
import java.time.Duration;

/**
 * What one evaluation may use up. A schema is the user's, a body is anybody's, and both can ask for work without end: by
 * references that come back to themselves, by choices within choices, by a regular expression that backtracks.
 *
 * <p>Threads: one.
 */
final class Budget {

    /** A body nests less deeply than this, or it is not evaluated; a thread's stack holds more. */
    private static final int MAX_DEPTH = 400;

    /** A power of two: the clock is read once in so many steps. */
    private static final int STEPS_BETWEEN_READINGS = 1024;

    private final WorkTime time;
    private int steps;
    private int depth;

    Budget(Duration time) {
        this.time = new WorkTime(time);
    }

    /** Counts one step of work. */
    void step() {
        if ((++steps & (STEPS_BETWEEN_READINGS - 1)) == 0 && time.isOver()) {
            throw new Spent("its time is over");
        }
    }

    /** Goes one level down. */
    void enter() {
        step();
        if (++depth > MAX_DEPTH) {
            throw new Spent("it goes more than " + MAX_DEPTH + " levels deep");
        }
    }

    /** Comes one level up. */
    void leave() {
        depth--;
    }

    /** Thrown within this package only, to leave an evaluation from wherever it is. */
    static final class Spent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Spent(String message) {
            super(message, null, false, false);
        }
    }
}
