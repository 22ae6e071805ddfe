package io.underpass.emulator.journal;

import io.underpass.wire.ExchangeObserver.Completion;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One exchange, as it went.
 *
 * <p>Threads: immutable once made; the trail does not change any more.
 *
 * @param number counts exchanges from 0
 * @param endedAtMillis when it ended, in milliseconds of the epoch
 * @param begunAtNanos when it began, by {@link System#nanoTime}
 */
public record JournalEntry(
        long number,
        String requestId,
        long endedAtMillis,
        InetSocketAddress client,
        String httpMethod,
        String target,
        Completion completion,
        Trail trail,
        long begunAtNanos) {

    static final String REQUEST_ID = "requestId";
    static final String API = "api";

    /** The steps that make up a route, in the order a request takes them. */
    private static final List<String> ROUTE = List.of(
            API,
            "stage",
            "resource",
            "method",
            "integration",
            "function",
            "service",
            "link",
            "loadBalancer",
            "listener",
            "node",
            "rule",
            "nearestRule",
            "targetGroup",
            "target",
            "fault",
            "upstreamStatus");

    private static final long NANOS_PER_MICRO = 1000;

    /** The status sent to the client; 0 where no head was sent. */
    public int status() {
        return completion.status();
    }

    /** What was chosen at each step of the route, in the order a request takes them: {@code targetGroup}, for instance. */
    public Map<String, String> route() {
        List<Continued.Step> steps = steps();
        Map<String, String> route = new LinkedHashMap<>();
        for (String step : ROUTE) {
            last(steps, step).ifPresent(value -> route.put(step, value));
        }
        return Collections.unmodifiableMap(route);
    }

    /** What was chosen at the step {@code name}, the last time it was taken; empty where it was not. */
    public Optional<String> step(String name) {
        return last(steps(), name);
    }

    private static Optional<String> last(List<Continued.Step> steps, String name) {
        return steps.stream()
                .filter(taken -> taken.name().equals(name))
                .reduce((earlier, later) -> later)
                .map(Continued.Step::value);
    }

    /** A step that failed, and why, for people. */
    public record Failed(String step, String reason) {}

    /**
     * The step that failed first. The failure of this process comes before those of others: where there is one, it knows
     * more of what the client got.
     */
    public Optional<Failed> failed() {
        if (!trail.failedStep().isEmpty()) {
            return Optional.of(new Failed(trail.failedStep(), trail.failureReason()));
        }
        return continuations()
                .filter(continued -> !continued.failedStep().isEmpty())
                .findFirst()
                .map(other -> new Failed(other.failedStep(), other + ": " + other.failureReason()));
    }

    /** The steps of this process, each followed by those of the process it led to. */
    public List<Continued.Step> steps() {
        List<Continued.Step> steps = new ArrayList<>();
        for (int i = 0; i < trail.size(); i++) {
            long atMicros = trail.nanos(i) / NANOS_PER_MICRO;
            steps.add(new Continued.Step(trail.name(i), String.valueOf(trail.value(i)), atMicros));
            if (trail.value(i) instanceof Continued continued) {
                continued.steps().stream()
                        .map(step -> new Continued.Step(step.name(), step.value(), atMicros + step.atMicros()))
                        .forEach(steps::add);
            }
        }
        return steps;
    }

    /** The processes that have not reported what they did, as people call them. */
    public List<String> awaited() {
        return continuations()
                .filter(continued -> !continued.isComplete())
                .map(Continued::toString)
                .toList();
    }

    private Stream<Continued> continuations() {
        return IntStream.range(0, trail.size())
                .mapToObj(trail::value)
                .filter(Continued.class::isInstance)
                .map(Continued.class::cast);
    }
}
