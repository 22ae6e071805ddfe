package io.underpass.emulator.description;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for all methods of a stage. What is empty is AWS's default. Threads: immutable.
 *
 * @param rate requests a second, of each method
 * @param burst how many at once
 * @param cache how long answers to {@code GET} are kept
 * @param logging {@code OFF}, {@code ERROR} or {@code INFO}
 * @param dataTrace whether whole requests and answers are logged
 * @param metrics whether each method is counted
 */
public record StageSettings(
        Optional<Integer> rate,
        Optional<Integer> burst,
        Optional<Duration> cache,
        Optional<String> logging,
        boolean dataTrace,
        boolean metrics) {

    /** As AWS has it. */
    public static final StageSettings DEFAULT =
            new StageSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);

    /** With so many requests a second, and at once. */
    public StageSettings throttle(int aSecond, int atOnce) {
        return new StageSettings(Optional.of(aSecond), Optional.of(atOnce), cache, logging, dataTrace, metrics);
    }

    /** With answers that are kept for so long. */
    public StageSettings cache(Duration time) {
        return new StageSettings(rate, burst, Optional.of(time), logging, dataTrace, metrics);
    }

    /** With an execution log: {@code ERROR} or {@code INFO}. */
    public StageSettings logging(String level) {
        return new StageSettings(rate, burst, cache, Optional.of(level), dataTrace, metrics);
    }

    /** With whole requests and answers in the execution log. */
    public StageSettings tracingData() {
        return new StageSettings(rate, burst, cache, logging, true, metrics);
    }

    /** With metrics of each method. */
    public StageSettings countingMethods() {
        return new StageSettings(rate, burst, cache, logging, dataTrace, true);
    }
}
