package io.underpass.emulator.description;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What holds for all methods of a stage, for some of them, and for the stage as a whole. What is empty is AWS's default.
 * Threads: immutable.
 *
 * @param rate requests a second, of each method
 * @param burst how many at once
 * @param cache how long answers to {@code GET} are kept
 * @param logging {@code OFF}, {@code ERROR} or {@code INFO}
 * @param dataTrace whether whole requests and answers are logged
 * @param metrics whether each method is counted
 * @param methods what is otherwise for single routes, by {@code METHOD /path}
 * @param accessLog the stage's log of requests
 * @param canary what some of its requests see
 */
public record StageSettings(
        Optional<Integer> rate,
        Optional<Integer> burst,
        Optional<Duration> cache,
        Optional<String> logging,
        boolean dataTrace,
        boolean metrics,
        Map<String, MethodSettings> methods,
        Optional<AccessLog> accessLog,
        Optional<Canary> canary) {

    /** As AWS has it. */
    public static final StageSettings DEFAULT = new StageSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Map.of(),
            Optional.empty(),
            Optional.empty());

    /** Copies the map. */
    public StageSettings {
        methods = Lists.copy(methods);
    }

    /** With so many requests a second, and at once. */
    public StageSettings throttle(int aSecond, int atOnce) {
        return all(all().throttle(aSecond, atOnce));
    }

    /** With answers that are kept for so long. */
    public StageSettings cache(Duration time) {
        return all(all().cache(time));
    }

    /** With an execution log: {@code ERROR} or {@code INFO}. */
    public StageSettings logging(String level) {
        return all(all().logging(level));
    }

    /** With whole requests and answers in the execution log. */
    public StageSettings tracingData() {
        return all(all().tracingData(true));
    }

    /** With metrics of each method. */
    public StageSettings countingMethods() {
        return all(all().counting(true));
    }

    /** With other settings of a route, {@code GET /orders} for instance. */
    public StageSettings method(String methodAndPath, UnaryOperator<MethodSettings> made) {
        MethodSettings before = Optional.ofNullable(methods.get(methodAndPath)).orElse(MethodSettings.NONE);
        return parts(Lists.with(methods, methodAndPath, made.apply(before)), accessLog, canary);
    }

    /** With an access log whose lines look like this; {@code $context.requestId} has to be in it. */
    public StageSettings accessLog(String format) {
        return parts(methods, Optional.of(new AccessLog(format, Optional.empty())), canary);
    }

    /** With an access log that names a log group. */
    public StageSettings accessLog(String format, String destinationArn) {
        return parts(methods, Optional.of(new AccessLog(format, Optional.of(destinationArn))), canary);
    }

    /** With so many of a hundred requests that see something else. */
    public StageSettings canary(int percent, UnaryOperator<Canary> made) {
        return parts(methods, accessLog, Optional.of(made.apply(Canary.of(percent))));
    }

    /** What holds for all methods. */
    MethodSettings all() {
        return new MethodSettings(rate, burst, cache, logging, flag(dataTrace), flag(metrics));
    }

    private static Optional<Boolean> flag(boolean set) {
        return set ? Optional.of(true) : Optional.empty();
    }

    private StageSettings all(MethodSettings next) {
        return new StageSettings(
                next.rate(),
                next.burst(),
                next.cache(),
                next.logging(),
                next.dataTrace().orElse(false),
                next.metrics().orElse(false),
                methods,
                accessLog,
                canary);
    }

    private StageSettings parts(
            Map<String, MethodSettings> newMethods, Optional<AccessLog> newLog, Optional<Canary> newCanary) {
        return new StageSettings(rate, burst, cache, logging, dataTrace, metrics, newMethods, newLog, newCanary);
    }
}
