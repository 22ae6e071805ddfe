package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.CompiledApi;
import io.underpass.gateway.compile.CompiledMethod;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.gateway.compile.RoutePlan;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.template.Overrides;
import io.underpass.wire.Exchange;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.WholeResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the phases, and what they have found so far. Reading what no phase has found yet is a
 * programming error.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class Invocation {

    private final long receivedAtNanos;
    private Exchange exchange;
    private final InvokeAddress address;
    private final GatewaySnapshot snapshot;
    private final RequestIdentity identity;
    private final long receivedAtMillis;
    private final BiConsumer<Invocation, Outcome> continuation;

    private int nextPhase;
    private @Nullable CompiledApi api;
    private @Nullable CompiledStage stage;
    private String verb = "";
    private @Nullable RouteMatch match;
    private @Nullable CompiledMethod method;
    private RoutePlan.@Nullable Forward forward;
    private @Nullable QueryParameters query;
    private Caller caller = Caller.ANONYMOUS;
    private String vpcId = "";
    private @Nullable AccessSteps access;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private boolean bodyReceived;
    private Findings findings = Findings.NONE;
    private @Nullable BackendRequest backendRequest;
    private @Nullable BackendResponse backendResponse;
    private ByteBuf responseBody = Unpooled.EMPTY_BUFFER;
    private Pending awaited = Pending.NOTHING;
    private Optional<ApiKey> apiKey = Optional.empty();
    private @Nullable ResponseRecorder responseRecorder;
    private boolean headSent;
    private FunctionNotes function = FunctionNotes.NONE;
    private Optional<Fault> fault = Optional.empty();
    private @Nullable ExecutionLog log;
    private @Nullable SeriesCounters counters;
    private @Nullable SeriesCounters methodCounters;
    private long calledAtNanos;
    private long integrationNanos = -1;

    Invocation(
            Exchange exchange,
            InvokeAddress address,
            GatewaySnapshot snapshot,
            RequestIdentity identity,
            long receivedAtMillis,
            BiConsumer<Invocation, Outcome> continuation) {
        this.exchange = exchange;
        this.address = address;
        this.snapshot = snapshot;
        this.identity = identity;
        this.receivedAtMillis = receivedAtMillis;
        this.continuation = continuation;
        this.receivedAtNanos = nanoTime();
    }

    private long nanoTime() {
        return exchange.eventLoop().ticker().nanoTime();
    }

    /** How long ago the request arrived. */
    long millisSinceReceived() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime() - receivedAtNanos);
    }

    /** The time in milliseconds since the epoch. */
    long nowMillis() {
        return receivedAtMillis + millisSinceReceived();
    }

    /** Tells {@code listener} how the exchange ends. */
    void observedBy(LoggedExchange.Listener listener) {
        exchange = new LoggedExchange(exchange, listener);
    }

    void logsTo(ExecutionLog found) {
        log = found;
    }

    /** Where the execution is written down; null where nobody wants to know. */
    @Nullable
    ExecutionLog log() {
        return log;
    }

    /** Counts the request: first in its stage's metrics, then in its method's too. */
    void countedIn(SeriesCounters series) {
        if (counters == null) {
            counters = series;
        } else {
            methodCounters = series;
        }
    }

    /** The stage's cache was asked. */
    void cached(boolean hit) {
        if (counters != null) {
            counters.cached(hit);
            if (methodCounters != null) {
                methodCounters.cached(hit);
            }
        }
    }

    /** The integration is being called. */
    void calls() {
        calledAtNanos = nanoTime();
    }

    /** When the integration was called, on the event loop's clock. */
    long calledAtNanos() {
        return calledAtNanos;
    }

    /** The integration has answered, or failed to. */
    void called() {
        integrationNanos = nanoTime() - calledAtNanos;
    }

    /** How long the integration took; -1 where none was called. */
    long integrationMillis() {
        return integrationNanos < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(integrationNanos);
    }

    /** The client is going to be told of {@code found}, for the reason that the trail gives. */
    void failedWith(Fault found) {
        fault = Optional.of(found);
        if (log != null) {
            log.fails(this, found, exchange.trail().failureReason());
        }
    }

    /** What the client is told in place of the integration's answer; empty where that is not so. */
    Optional<Fault> fault() {
        return fault;
    }

    /** What the backend was sent; empty where it was not. */
    Optional<BackendRequest> foundRequest() {
        return Optional.ofNullable(backendRequest);
    }

    /** What the backend has answered; empty where it has not. */
    Optional<BackendResponse> foundResponse() {
        return Optional.ofNullable(backendResponse);
    }

    Exchange exchange() {
        return exchange;
    }

    RequestHead request() {
        return exchange.request();
    }

    InvokeAddress address() {
        return address;
    }

    GatewaySnapshot snapshot() {
        return snapshot;
    }

    RequestIdentity identity() {
        return identity;
    }

    /** When the request arrived, in milliseconds since the epoch. */
    long receivedAtMillis() {
        return receivedAtMillis;
    }

    /** The number of the phase to run, each time the next. */
    int takePhase() {
        return nextPhase++;
    }

    /** Begins with the phase of this number. */
    void skipPhases(int first) {
        nextPhase = first;
    }

    /** Goes on after {@link Outcome.Later}. */
    void resume(Outcome outcome) {
        continuation.accept(this, outcome);
    }

    /** Notes a failure in the trail and makes the fault of it. */
    Outcome fail(String step, String reason, FaultType type) {
        exchange.trail().fail(step, reason);
        return Outcome.reply(type);
    }

    void foundApi(CompiledApi found) {
        api = found;
    }

    /** The API; null where there is none of this id. */
    @Nullable
    CompiledApi foundApi() {
        return api;
    }

    void foundStage(CompiledStage found) {
        stage = found;
    }

    CompiledApi api() {
        return Objects.requireNonNull(api);
    }

    CompiledStage stage() {
        return Objects.requireNonNull(stage);
    }

    /** The stage; null where none was found yet. */
    @Nullable
    CompiledStage foundStage() {
        return stage;
    }

    void foundRoute(String usedVerb, RouteMatch found) {
        verb = usedVerb;
        match = found;
    }

    /** The client's verb, overrides applied. */
    String verb() {
        return verb;
    }

    RouteMatch match() {
        return Objects.requireNonNull(match);
    }

    /** The route; null where none was found yet. */
    @Nullable
    RouteMatch foundMatch() {
        return match;
    }

    void foundMethod(CompiledMethod found) {
        method = found;
    }

    /** What the route and the stage have set. */
    CompiledMethod method() {
        return Objects.requireNonNull(method);
    }

    void foundForward(RoutePlan.Forward found) {
        forward = found;
    }

    RoutePlan.Forward forward() {
        return Objects.requireNonNull(forward);
    }

    void noted(FunctionNotes ofFunction) {
        function = ofFunction;
    }

    /** What the call of a Lambda function has left behind. */
    FunctionNotes function() {
        return function;
    }

    /** The server that is called; only of integrations that call one. */
    Backend.Http server() {
        return (Backend.Http) forward().backend();
    }

    /** The client's query parameters, read when somebody first asks. */
    QueryParameters query() {
        if (query == null) {
            query = QueryParameters.parse(request().query());
        }
        return query;
    }

    void calledBy(Caller found) {
        caller = found;
    }

    /** Who sends the request. */
    Caller caller() {
        return caller;
    }

    void comesFrom(String vpc) {
        vpcId = vpc;
    }

    /** The VPC whose endpoint the request came through; empty where it did not, or nobody knows. */
    String vpcId() {
        return vpcId;
    }

    /** How it is being decided who may pass. */
    AccessSteps access() {
        if (access == null) {
            access = new AccessSteps(millisSinceReceived());
        }
        return access;
    }

    /** The same; null where nobody has asked. */
    @Nullable
    AccessSteps foundAccess() {
        return access;
    }

    void usesKey(ApiKey found) {
        apiKey = Optional.of(found);
    }

    /** The API key; empty where the method requires none. */
    Optional<ApiKey> apiKey() {
        return apiKey;
    }

    /** Says who gets a copy of the backend's response when it goes to the client. */
    void recordedBy(ResponseRecorder recorder) {
        responseRecorder = recorder;
    }

    /** Takes ownership of {@code whole}; {@link #takeBody} hands it on. */
    void receivedBody(ByteBuf whole) {
        body = whole;
        bodyReceived = true;
    }

    /** Whether the whole body is here. */
    boolean hasBody() {
        return bodyReceived;
    }

    /** The request's body, which stays the invocation's. */
    ByteBuf body() {
        return body;
    }

    /** Says what mapping a body has brought to light. */
    void found(Findings inBody) {
        findings = inBody;
    }

    /** What templates have overridden so far. */
    Overrides overrides() {
        return findings.overrides();
    }

    /** What a JSONPath has found in the body that is being mapped; an empty path stands for all of it. */
    Optional<String> bodyValue(String path) {
        return Optional.ofNullable(findings.values().get(path));
    }

    /** The request's body; the caller owns it. */
    ByteBuf takeBody() {
        ByteBuf taken = body;
        body = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    void mapped(BackendRequest request) {
        backendRequest = request;
    }

    BackendRequest backendRequest() {
        return Objects.requireNonNull(backendRequest);
    }

    /** Takes over {@code response} and its body. */
    void answered(BackendResponse response) {
        backendResponse = response;
        ByteBuf whole = response.body();
        responseBody = whole == null ? Unpooled.EMPTY_BUFFER : whole;
    }

    /** Takes over another body in place of the backend's. */
    void replacedResponseBody(ByteBuf other) {
        takeResponseBody().release();
        responseBody = other;
    }

    /** The body for the client, which stays the invocation's. */
    ByteBuf responseBody() {
        return responseBody;
    }

    /** The backend's response; its body stays the invocation's until {@link #takeResponseBody}. */
    BackendResponse backendResponse() {
        return Objects.requireNonNull(backendResponse);
    }

    /** The body of the backend's response; the caller owns it. */
    ByteBuf takeResponseBody() {
        ByteBuf taken = responseBody;
        responseBody = Unpooled.EMPTY_BUFFER;
        return taken;
    }

    /** Sends {@code head} to the client. */
    void send(ResponseHead head) {
        ResponseHead sent = responseRecorder == null ? head : responseRecorder.record(head, responseBody);
        if (log != null) {
            log.responds(sent, responseBody);
        }
        exchange.head(sent);
        headSent = true;
        count(head.status().code());
    }

    /** Sends {@code response}, whose body it takes over, to the client. */
    void send(WholeResponse response) {
        if (log != null) {
            log.responds(new ResponseHead(response.status(), response.headers(), -1), response.body());
        }
        headSent = true; // Should this break off, nobody knows where: it is too late for another answer.
        count(response.status().code());
        response.sendTo(exchange);
    }

    private void count(int status) {
        if (counters != null) {
            long nanos = nanoTime() - receivedAtNanos;
            counters.answered(status, nanos, integrationNanos);
            if (methodCounters != null) {
                methodCounters.answered(status, nanos, integrationNanos);
            }
        }
    }

    /** Whether it is too late for another answer. */
    boolean headSent() {
        return headSent;
    }

    /** Says what a phase waits for. */
    void awaits(Pending event) {
        awaited = event;
    }

    /** Frees what is held and calls off what is waited for, where no further phase will run. */
    void release() {
        takeBody().release();
        takeResponseBody().release();
        awaited.callOff();
    }
}
