package io.underpass.testkit;

import io.underpass.emulator.journal.Continued;
import io.underpass.emulator.journal.JournalEntry;
import io.underpass.wire.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, its answer, and the way between them.
 *
 * <p>Threads: immutable.
 */
public final class Exchange {

    private static final String LOAD_BALANCER = "loadBalancer";
    private static final String TARGET = "target";
    private static final int NAME_IN_ARN = 2;
    private final String requestId;
    private final String httpMethod;
    private final String requestTarget;
    private final int status;
    private final Duration duration;
    private final Map<String, String> steps;
    private final Optional<String> targetStatus;
    private final Optional<String> failure;
    private final Optional<String> server;
    private final String story;

    private Exchange(JournalEntry entry, Names names, String story) {
        this.story = story;
        requestId = entry.requestId();
        httpMethod = entry.httpMethod();
        requestTarget = entry.target();
        status = entry.status();
        duration = Duration.ofNanos(entry.completion().durationNanos());
        Map<String, String> taken = new HashMap<>();
        entry.steps().forEach(step -> taken.put(step.name(), step.value()));
        steps = Map.copyOf(taken);
        server = Optional.ofNullable(steps.get(TARGET)).map(names::behind);
        targetStatus = targetStatus(entry.steps());
        failure = entry.failed()
                .map(failed -> failed.step() + ": " + failed.reason())
                .or(() -> entry.completion().failure().map(Failure::detail));
    }

    /**
     * What the target answered: the first status that was seen upstream. The last is what an API got from its load balancer,
     * be it the target's or the load balancer's own.
     */
    private static Optional<String> targetStatus(List<Continued.Step> steps) {
        List<String> seen = steps.stream()
                .filter(step -> step.name().equals("upstreamStatus"))
                .map(Continued.Step::value)
                .toList();
        int ofApi = steps.stream().anyMatch(step -> step.name().equals("api")) ? 1 : 0;
        return seen.stream().limit(Math.max(0, seen.size() - ofApi)).findFirst();
    }

    /** The exchange of {@code entry}, told with the names that {@code names} knows. */
    static Exchange of(JournalEntry entry, Names names) {
        return new Exchange(entry, names, ExchangeStory.of(new Exchange(entry, names, ""), names));
    }

    /** The id that the client was told in {@code x-amzn-RequestId}. */
    public String requestId() {
        return requestId;
    }

    /** The method. */
    public String httpMethod() {
        return httpMethod;
    }

    /** Path and query, as the client sent them. */
    public String requestTarget() {
        return requestTarget;
    }

    /** What the client was answered; 0 where it got no status. */
    public int status() {
        return status;
    }

    /** From the request's arrival to the end of the answer. */
    public Duration duration() {
        return duration;
    }

    /** What the step {@code name} of the Journal decided, {@code stage} for example; the last word where it had several. */
    public Optional<String> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** The name of the load balancer that the request went through. */
    public Optional<String> loadBalancer() {
        return step(LOAD_BALANCER).flatMap(Exchange::nameInArn);
    }

    /** The address of the target that was asked, as {@code 127.0.0.1:54321}. */
    public Optional<String> target() {
        return step(TARGET);
    }

    /** Whether that was {@code target}, or a proxy before it that the test's extension knows. */
    public boolean wasSentTo(FakeTarget target) {
        return server.equals(Optional.of(target.hostAndPort()));
    }

    /** The status that the target answered, {@code 200} for instance; empty where it answered none. */
    public Optional<String> targetStatus() {
        return targetStatus;
    }

    /** Where only the default rule matched: the rule that nearly did, and the condition that failed. */
    public Optional<String> nearestRule() {
        return step("nearestRule").filter(found -> !found.isEmpty());
    }

    /** The step that failed, and why. */
    public Optional<String> failure() {
        return failure;
    }

    /** {@code orders} of {@code arn:...:loadbalancer/app/orders/50dc6c495c0c9188}. */
    static Optional<String> nameInArn(String arn) {
        String[] parts = arn.split("/");
        return parts.length > NAME_IN_ARN ? Optional.of(parts[NAME_IN_ARN]) : Optional.empty();
    }

    /** The whole way in some lines, for people. */
    public String story() {
        return story;
    }

    @Override
    public String toString() {
        return httpMethod + " " + requestTarget + " -> " + status;
    }
}
