package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;
import java.time.Instant;
import java.util.Optional;

/**
 * What an access log says of an exchange and its trail does not.
 *
 * <p>Threads: confined to the event loop of the exchange.
 */
final class LoggedFacts {

    /** The client left before it had an answer (spec 5.2). */
    static final int CLIENT_CLOSED = 460;

    private final Exchange exchange;
    private final ListenerEntry at;
    private final Instant begunAt;
    private final int firstStep;
    private int endOfSteps = Integer.MAX_VALUE;
    private Optional<CompiledRule> rule = Optional.empty();
    private boolean acted;
    private String traceId = "";
    private int status;
    private String location = "";
    private final long begunNanos = System.nanoTime();
    private long answeredNanos;
    private long receivedBytes;
    private long sentBytes;

    /** Of an exchange that begins; it is given here as its carrier has it. */
    LoggedFacts(Exchange exchange, ListenerEntry at, Instant begunAt) {
        this.exchange = exchange;
        this.at = at;
        this.begunAt = begunAt;
        this.firstStep = exchange.trail().size();
        this.receivedBytes = MessageBytes.of(exchange.request());
    }

    // ---- what happens

    /** The rule was found. */
    void found(CompiledRule matched) {
        rule = Optional.of(matched);
    }

    /** Its last action is taken. */
    void acts() {
        acted = true;
    }

    /** The value of the field {@link TraceId#NAME}. */
    void tracedAs(String value) {
        traceId = value;
    }

    void received(long bytes) {
        receivedBytes += bytes;
    }

    void sent(long bytes) {
        sentBytes += bytes;
    }

    /** The answer begins; called before its carrier knows, which notes steps of its own by the same names. */
    void answered(ResponseHead head) {
        stepsEnd();
        status = head.status().code();
        location = head.headers().get(FieldNames.LOCATION, "");
        sentBytes += MessageBytes.of(head);
        answeredNanos = System.nanoTime();
    }

    /** What is noted from now on is not the load balancer's. */
    void stepsEnd() {
        if (endOfSteps == Integer.MAX_VALUE) {
            endOfSteps = exchange.trail().size();
        }
    }

    void clientLeft() {
        if (status == 0) {
            status = CLIENT_CLOSED;
        }
    }

    /** The client was answered by its connection. */
    void replaced(int other) {
        status = other;
    }

    // ---- what is known

    Exchange exchange() {
        return exchange;
    }

    ListenerEntry at() {
        return at;
    }

    Instant begunAt() {
        return begunAt;
    }

    /** What the load balancer noted. */
    StepsSince steps() {
        return new StepsSince(exchange.trail(), firstStep, endOfSteps);
    }

    /** The rule that matched; empty where none was looked for. */
    Optional<CompiledRule> rule() {
        return rule;
    }

    /** Whether the rule's last action was taken. */
    boolean acted() {
        return acted;
    }

    /** The field {@link TraceId#NAME} that the target got; empty where none got any. */
    String traceId() {
        return traceId;
    }

    /** 0 where no answer began, and not for the client's sake. */
    int status() {
        return status;
    }

    /** The Location field of the answer; empty where it has none. */
    String location() {
        return location;
    }

    /** How long the head of the target's answer was with the load balancer, in nanoseconds. */
    long responseNanos() {
        long untilTarget = steps().nanosBetween(TrailSteps.LOAD_BALANCER, TrailSteps.UPSTREAM_STATUS);
        return Math.max(0, answeredNanos - begunNanos - untilTarget);
    }

    /** With the head, as HTTP/1.1 has it. */
    long receivedBytes() {
        return receivedBytes;
    }

    /** With the head, as HTTP/1.1 has it, but for what the connection adds. */
    long sentBytes() {
        return sentBytes;
    }
}
