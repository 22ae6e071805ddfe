package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes a target's answer on, or answers in its place where it fails before its head was passed on. Afterwards a failure
 * can only cut the answer short. A small body of known length is awaited before its head is passed on, so that a target
 * that announces more than it sends is answered with 504, as AWS says; up to which size AWS does so is a guess.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class TargetResponse implements ResponseSink, Flow {

    private static final int AWAITED_BYTES = 8 * 1024;

    private final Exchange exchange;
    private final CompiledListener listener;
    private final OwnAnswers answers;
    private final ResponseFields fields;
    private final ResponseCookies cookies;
    private final CompiledTargetGroup group;
    private final HealthStates health;
    private final InFlight.Chain inFlight;
    private final @Nullable TargetLoad load;
    private final MetricCounters.OnLoop counters;
    private final MetricCounters.OnLoop ofLoadBalancer;
    private long sentNanos;
    private Flow upstream = Flow.NONE;
    private @Nullable ResponseHead held;
    private @Nullable List<ByteBuf> heldBody;
    private boolean headPassed;
    private boolean listed;
    private boolean finished;

    /** Its neighbours in {@link #inFlight}, who alone sets them. */
    @Nullable
    TargetResponse previous;

    @Nullable
    TargetResponse next;

    TargetResponse(
            Exchange exchange,
            CompiledListener listener,
            OwnAnswers answers,
            ResponseFields fields,
            ResponseCookies cookies,
            CompiledTargetGroup group,
            HealthStates health,
            InFlight.Chain inFlight,
            @Nullable TargetLoad load,
            MetricCounters.OnLoop counters,
            MetricCounters.OnLoop ofLoadBalancer) {
        this.counters = counters;
        this.ofLoadBalancer = ofLoadBalancer;
        this.exchange = exchange;
        this.listener = listener;
        this.answers = answers;
        this.fields = fields;
        this.cookies = cookies;
        this.group = group;
        this.health = health;
        this.inFlight = inFlight;
        this.load = load;
    }

    /** Sends {@code request}; the client may control what comes of it. */
    void await(Upstream target, UpstreamRequest request) {
        if (load != null) {
            load.begin();
        }
        Trail trail = exchange.trail();
        sentNanos = trail.nanos(Math.max(0, trail.size() - 1));
        counters.count(LoadBalancerMetric.REQUEST_COUNT);
        Flow flow = target.send(request, this);
        if (!finished) {
            upstream = flow;
            inFlight.add(this);
            listed = true;
            exchange.producer(this);
        }
    }

    /** Ends the answer if it is not complete. */
    void cutOff() {
        if (!finished) {
            upstream.cancel();
            abort(new Failure(Failure.Kind.CLOSED, "the target's deregistration delay passed while it was answering"));
        }
    }

    @Override
    public void head(ResponseHead head) {
        if (load != null) {
            load.answered(head.status().code());
        }
        Trail trail = exchange.trail();
        trail.note(TrailSteps.UPSTREAM_STATUS, head.status().codeAsText());
        counters.answered(head.status().code(), trail.nanos(trail.size() - 1) - sentNanos);
        FieldList headers = FieldList.of(head.headers());
        String protocol = head.status().code() == 101 ? headers.get(FieldNames.UPGRADE, "") : "";
        fields.rewrite(headers, listener.responseHeaders());
        if (!protocol.isEmpty()) {
            headers.append(FieldNames.UPGRADE, protocol);
        }
        cookies.addTo(headers);
        ResponseHead rewritten = new ResponseHead(head.status(), headers, head.length());
        if (head.length() > 0 && head.length() <= AWAITED_BYTES) {
            held = rewritten;
        } else {
            pass(rewritten);
        }
    }

    private void pass(ResponseHead head) {
        headPassed = true;
        ofLoadBalancer.processed(exchange.peer(), MessageBytes.of(head));
        exchange.head(head);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void data(ByteBuf data) {
        ofLoadBalancer.processed(exchange.peer(), data.readableBytes());
        if (held != null) {
            boolean whole = heldBody == null && data.readableBytes() == held.length();
            if (!whole) {
                hold(data);
                return;
            }
            passHeld();
        }
        exchange.data(data);
    }

    private void hold(ByteBuf data) {
        if (heldBody == null) {
            heldBody = new ArrayList<>();
        }
        heldBody.add(data);
    }

    /** The head, and what has come of the body. */
    private void passHeld() {
        ResponseHead head = held;
        List<ByteBuf> body = heldBody;
        held = null;
        heldBody = null;
        if (head != null) {
            pass(head);
        }
        if (body != null) {
            body.forEach(exchange::data);
        }
    }

    private void dropHeld() {
        List<ByteBuf> body = heldBody;
        held = null;
        heldBody = null;
        if (body != null) {
            body.forEach(ByteBuf::release);
        }
    }

    @Override
    public void flush() {
        if (held == null) {
            exchange.flush();
        }
    }

    @Override
    public void trailers(HttpHeaders trailers) {
        passHeld(); // They come last.
        exchange.trailers(trailers);
    }

    @Override
    public void end() {
        passHeld();
        finish();
        exchange.end();
    }

    @Override
    public void abort(Failure failure) {
        if (load != null && !headPassed && failure.kind() != Failure.Kind.CLIENT_LEFT) {
            load.failed();
        }
        finish();
        count(failure.kind());
        exchange.trail().fail(TrailSteps.TARGET, failure.detail() + "; " + GroupReport.of(group, health));
        if (headPassed || failure.kind() == Failure.Kind.CLIENT_LEFT) {
            exchange.abort(failure);
        } else {
            answers.page(exchange, listener, status(failure.kind()));
        }
    }

    @Override
    public void pause() {
        upstream.pause();
    }

    @Override
    public void resume() {
        upstream.resume();
    }

    @Override
    public void cancel() {
        replaced(LoggedFacts.CLIENT_CLOSED);
    }

    @Override
    public void replaced(int status) {
        if (!headPassed && !finished) {
            answers.replaced(listener, status);
        }
        finish();
        upstream.cancel();
    }

    private void finish() {
        if (load != null && !finished) {
            load.end();
        }
        finished = true;
        dropHeld();
        if (listed) {
            listed = false;
            inFlight.remove(this);
        }
    }

    private void count(Failure.Kind kind) {
        switch (kind) {
            case CONNECT_REFUSED, CONNECT_TIMEOUT, UNREACHABLE, UNKNOWN_HOST ->
                counters.count(LoadBalancerMetric.TARGET_CONNECTION_ERROR);
            case TLS_FAILED, TLS_HOST_MISMATCH -> counters.count(LoadBalancerMetric.TARGET_TLS_NEGOTIATION_ERROR);
            case TIMEOUT, RESET, CLOSED, MALFORMED, TOO_LARGE, INTERNAL, CLIENT_LEFT -> {}
        }
    }

    /** The status for a target that gave no answer (spec 5.2). A name without address is taken as 502: a guess. */
    private static int status(Failure.Kind kind) {
        return switch (kind) {
            case CONNECT_TIMEOUT, TIMEOUT -> 504;
            case CONNECT_REFUSED,
                    TLS_FAILED,
                    TLS_HOST_MISMATCH,
                    UNREACHABLE,
                    RESET,
                    CLOSED,
                    MALFORMED,
                    TOO_LARGE,
                    UNKNOWN_HOST,
                    INTERNAL,
                    CLIENT_LEFT -> 502;
        };
    }
}
