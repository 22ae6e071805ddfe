package io.underpass.alb.data;

import java.util.concurrent.atomic.LongAdder;

/**
 * How a target has answered lately.
 *
 * <p>Threads: safe; what is counted while a window is taken counts in that or in the next.
 */
public final class AnswerTally {

    private final LongAdder answers = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /**
     * What was counted since the window before.
     *
     * @param answers the failures too
     * @param failures answers of 5xx, and connections that gave none
     */
    record Window(long answers, long failures) {

        Window plus(Window other) {
            return new Window(answers + other.answers, failures + other.failures);
        }

        Window minus(Window other) {
            return new Window(answers - other.answers, failures - other.failures);
        }

        /** How many of all answers were failures, from 0 to 1. */
        double failureRate() {
            return answers == 0 ? 0 : (double) failures / answers;
        }
    }

    /** Counts an answer. */
    void count(boolean failure) {
        answers.increment();
        if (failure) {
            failures.increment();
        }
    }

    /** Ends a window and begins the next. */
    Window take() {
        long failed = failures.sumThenReset();
        return new Window(Math.max(failed, answers.sumThenReset()), failed);
    }
}
