package io.underpass.emulator.node;

import io.underpass.emulator.clock.ShownTime;
import io.underpass.wire.ExchangeObserver.Completion;
import io.underpass.wire.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a node has seen since its last report, and what it is like now. One without anything new says that it is there.
 *
 * <p>Threads: immutable.
 *
 * @param targets how it finds the targets of its groups
 * @param listeners what it listens on
 * @param counters since it started
 * @param exchanges what became of requests, each reported once
 * @param log its log lines, each reported once
 * @param signingKeys the public keys, in PEM, by which its targets verify what they are told of people, by id
 * @param counted what its load balancer and its target groups have counted
 * @param faultHits how often what is to go wrong has, since it started, by the ids of the faults
 * @param time what it goes by, of what the edge's clock has shown: everything is done that fell due before
 */
record Report(
        String name,
        String region,
        String instance,
        List<TargetSeen> targets,
        List<ListenerSeen> listeners,
        Counters counters,
        List<ExchangeSeen> exchanges,
        List<String> log,
        Map<String, String> signingKeys,
        Optional<Counted> counted,
        Map<String, Integer> faultHits,
        ShownTime time) {

    /** A target's health and whether it is anomalous, as DescribeTargetHealth shows it. */
    record TargetSeen(
            String group,
            String target,
            String state,
            String reason,
            String description,
            boolean anomalous,
            boolean mitigated) {}

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
     * A batch of what was counted.
     *
     * @param number grows with each batch; that of one that is told again stays
     */
    record Counted(long number, List<Tally> tallies) {}

    /**
     * What was counted of a load balancer or a target group, by {@code BalancerCounts.byName}.
     *
     * @param added since the batch before
     * @param present how many there are now, of what there can be fewer again
     */
    record Tally(String arn, Map<String, Long> added, Map<String, Long> present) {}

    /**
     * The steps of one exchange.
     *
     * @param hop what the edge called it; empty where the edge did not send it
     * @param failedStep empty where none failed
     * @param straight the rest of what there is to know of one that the edge did not send
     */
    record ExchangeSeen(
            String hop,
            List<StepSeen> steps,
            String failedStep,
            String failureReason,
            Optional<StraightSeen> straight) {}

    /**
     * An exchange with a client that came straight to the node.
     *
     * @param client its address and port
     * @param failure the name of what kept the answer from being complete; empty where nothing did
     * @param failureDetail the same for people
     */
    record StraightSeen(
            long endedAtMillis,
            String client,
            String httpMethod,
            String target,
            int status,
            long requestBytes,
            long responseBytes,
            long durationMicros,
            String failure,
            String failureDetail) {

        /** How it ended. A failure of a kind that this edge does not know is an internal one. */
        Completion completion() {
            Failure.Kind kind = Stream.of(Failure.Kind.values())
                    .filter(known -> known.name().equals(failure))
                    .findFirst()
                    .orElse(Failure.Kind.INTERNAL);
            return new Completion(
                    status,
                    requestBytes,
                    responseBytes,
                    TimeUnit.MICROSECONDS.toNanos(durationMicros),
                    failure.isEmpty() ? Optional.empty() : Optional.of(new Failure(kind, failureDetail)));
        }
    }

    /** One step, and when it was taken, since the request arrived. */
    record StepSeen(String step, String value, long atMicros) {}
}
