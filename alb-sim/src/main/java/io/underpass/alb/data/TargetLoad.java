package io.underpass.alb.data;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a target where its group's algorithm wants it.
 *
 * <p>Threads: safe.
 *
 * @param outstanding what it has to answer still; null where nobody asks
 * @param answers how it answers; null where its group has too few targets to tell one that is worse than the others
 */
record TargetLoad(
        @Nullable AtomicInteger outstanding, @Nullable AnswerTally answers) {

    /** A request goes there. */
    void begin() {
        if (outstanding != null) {
            outstanding.incrementAndGet();
        }
    }

    /** A request that went there is over. */
    void end() {
        if (outstanding != null) {
            outstanding.decrementAndGet();
        }
    }

    /** It has answered with {@code status}. */
    void answered(int status) {
        if (answers != null) {
            answers.count(status >= 500);
        }
    }

    /** It gave no answer. */
    void failed() {
        if (answers != null) {
            answers.count(true);
        }
    }
}
