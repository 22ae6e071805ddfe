package io.underpass.testkit;

/**
 * Builds what tests of a class begin with.
 *
 * <p>Threads: called by the thread that starts the emulator.
 */
@FunctionalInterface
public interface UnderpassSetUp {

    /** Makes APIs, links, load balancers in {@code world}, which runs. */
    void setUp(UnderpassExtension world);
}
