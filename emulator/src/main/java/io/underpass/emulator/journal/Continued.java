package io.underpass.emulator.journal;

import java.util.List;

/**
 * A step of a trail behind which another process went on: it tells the steps it took, a little later.
 *
 * <p>Threads: safe.
 */
public interface Continued {

    /** Whether the other process has told. */
    boolean isComplete();

    /** The steps it took; empty until it has told. */
    List<Step> steps();

    /** The name of the step that failed first; empty where none did. */
    String failedStep();

    /** Why that step failed; empty where none did. */
    String failureReason();

    /** A step, and when it was taken, since the request arrived at the other process. */
    record Step(String name, String value, long atMicros) {}
}
