package io.underpass.wire;

import java.time.Duration;

/**
 * For scenarios that set a time limit of the machine's, do something well within it, and then wait for its end. A machine
 * that is busy may stand still for longer than a short limit: then the scenario says nothing, and is gone through again
 * with a longer one. What fails for its own reasons fails with the longest, too.
 *
 * <p>Threads: for one thread.
 */
public final class AmpleTime {

    private static final int GROWTH = 5;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(7);

    /** Goes through everything from the beginning; throws where something is not as it should be. */
    @FunctionalInterface
    public interface Scenario {
        void run(Duration limit) throws Exception;
    }

    private AmpleTime() {}

    /** Runs {@code scenario} with the limit {@code first} and, while it fails, with longer ones. */
    public static void from(Duration first, Scenario scenario) throws Exception {
        Duration limit = first;
        while (limit.compareTo(LONG_ENOUGH) < 0) {
            try {
                scenario.run(limit);
                return;
            } catch (Exception | AssertionError tooShortPerhaps) {
                limit = limit.multipliedBy(GROWTH);
            }
        }
        scenario.run(limit);
    }
}
