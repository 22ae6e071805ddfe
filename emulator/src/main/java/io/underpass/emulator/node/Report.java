package io.underpass.emulator.node;

import java.util.List;

/**
 * What a node has seen since its last report, and what it is like now. One without anything new says that it is there.
 *
 * <p>Threads: immutable.
 *
 * @param targets how it finds the targets of its groups
 * @param listeners what it listens on
 * @param counters since it started
 * @param exchanges what became of requests that the edge sent, each reported once
 * @param log its log lines, each reported once
 */
record Report(
        String name,
        String region,
        String instance,
        List<TargetSeen> targets,
        List<ListenerSeen> listeners,
        Counters counters,
        List<ExchangeSeen> exchanges,
        List<String> log) {

    /** A target's health, as DescribeTargetHealth shows it. */
    record TargetSeen(String group, String target, String state, String reason, String description) {}

    /** A listener's port, and what keeps it from listening; empty where nothing does. */
    record ListenerSeen(int port, String problem) {}

    /**
     * How many requests there were, and of what class their answers.
     *
     * @param broken ended without a complete answer
     * @param unreported steps that were forgotten before they could be reported
     */
    record Counters(
            long requests,
            long success,
            long redirection,
            long clientErrors,
            long serverErrors,
            long broken,
            long unreported) {}

    /**
     * The steps of one exchange.
     *
     * @param hop what the edge called it
     * @param failedStep empty where none failed
     */
    record ExchangeSeen(String hop, List<StepSeen> steps, String failedStep, String failureReason) {}

    /** One step, and when it was taken, since the request arrived. */
    record StepSeen(String step, String value, long atMicros) {}
}
