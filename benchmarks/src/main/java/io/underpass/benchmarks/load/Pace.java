package io.underpass.benchmarks.load;

import java.time.Duration;

/**
 * How long the comparison looks.
 *
 * <p>Threads: immutable.
 *
 * @param jvmWarmUp before the first row; later rows of the same processes get a fifth
 * @param warmUp what others than a JVM need
 * @param round one look at one contestant
 * @param rounds how many looks at each
 * @param starts how many starts with and without the cache of classes
 */
record Pace(Duration jvmWarmUp, Duration warmUp, Duration round, int rounds, int starts) {

    static final Pace QUICK = new Pace(Duration.ofSeconds(12), Duration.ofSeconds(1), Duration.ofSeconds(3), 4, 0);
    static final Pace FULL = new Pace(Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofSeconds(5), 3, 5);
    /** Proves that every row works; its figures mean nothing. */
    static final Pace SHORT = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1);
}
