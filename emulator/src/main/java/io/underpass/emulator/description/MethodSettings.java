package io.underpass.emulator.description;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for one method of a stage. What is empty is as it is for all methods of the stage. Threads: immutable.
 *
 * @param rate requests a second
 * @param burst how many at once
 * @param cache how long answers to {@code GET} are kept; zero: they are not
 * @param logging {@code OFF}, {@code ERROR} or {@code INFO}
 * @param dataTrace whether whole requests and answers are logged
 * @param metrics whether it is counted
 */
public record MethodSettings(
        Optional<Integer> rate,
        Optional<Integer> burst,
        Optional<Duration> cache,
        Optional<String> logging,
        Optional<Boolean> dataTrace,
        Optional<Boolean> metrics) {

    /** As it is for all methods. */
    public static final MethodSettings NONE = new MethodSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** With so many requests a second, and at once. */
    public MethodSettings throttle(int aSecond, int atOnce) {
        return new MethodSettings(Optional.of(aSecond), Optional.of(atOnce), cache, logging, dataTrace, metrics);
    }

    /** With answers that are kept for so long; zero: that are not kept. */
    public MethodSettings cache(Duration time) {
        return new MethodSettings(rate, burst, Optional.of(time), logging, dataTrace, metrics);
    }

    /** With an execution log: {@code ERROR} or {@code INFO}; or without one: {@code OFF}. */
    public MethodSettings logging(String level) {
        return new MethodSettings(rate, burst, cache, Optional.of(level), dataTrace, metrics);
    }

    /** With whole requests and answers in the execution log, or without them. */
    public MethodSettings tracingData(boolean whole) {
        return new MethodSettings(rate, burst, cache, logging, Optional.of(whole), metrics);
    }

    /** With metrics of its own, or without them. */
    public MethodSettings counting(boolean counted) {
        return new MethodSettings(rate, burst, cache, logging, dataTrace, Optional.of(counted));
    }

    /** These, and where something is empty what {@code all} say. */
    MethodSettings or(MethodSettings all) {
        return new MethodSettings(
                rate.or(all::rate),
                burst.or(all::burst),
                cache.or(all::cache),
                logging.or(all::logging),
                dataTrace.or(all::dataTrace),
                metrics.or(all::metrics));
    }

    /** Whether answers are kept. */
    boolean keepsAnswers() {
        return cache.filter(time -> !time.isZero()).isPresent();
    }
}
