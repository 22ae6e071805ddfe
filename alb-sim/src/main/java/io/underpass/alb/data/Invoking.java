package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledFunction;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Hands requests to the Lambda function of a target group, and its answers back. Events and answers of some size are
 * made and read by workers.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class Invoking {

    /** Of a request's body, and of an answer as JSON (AWS: "Lambda functions as targets"). */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int QUICK_BYTES = 16 * 1024;

    private final LambdaTargets functions;
    private final Workers workers;
    private final TargetHead heads;
    private final OwnAnswers answers;
    private final ResponseFields fields;
    private final LoadBalancerMetrics metrics;

    Invoking(
            LambdaTargets functions,
            Workers workers,
            TargetHead heads,
            OwnAnswers answers,
            ResponseFields fields,
            LoadBalancerMetrics metrics) {
        this.metrics = metrics;
        this.functions = functions;
        this.workers = workers;
        this.heads = heads;
        this.answers = answers;
        this.fields = fields;
    }

    /** Calls the function of {@code group}, which has one. */
    void invoke(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            Transforming.Outcome transformed,
            CompiledTargetGroup group,
            CompiledFunction function) {
        if (function.arn().isEmpty()) {
            exchange.trail().fail(TrailSteps.TARGET, "target group " + group.name() + " has no registered targets");
            answers.page(exchange, at.listener(), 503);
            return;
        }
        exchange.trail().note(TrailSteps.TARGET, function.arn().get());
        MetricCounters counters = metrics.ofGroup(group.arn());
        counters.count(LoadBalancerMetric.REQUEST_COUNT);
        FunctionCall call = new FunctionCall(this, exchange, at, group, function, counters, facts.counts());
        if (isWebSocket(exchange.request())) {
            call.refuse(400, "LambdaWebsocketNotSupported", "Lambda functions take no WebSockets");
            return;
        }
        FunctionEvent event =
                new FunctionEvent(group.arn(), transformed.applyTo(head(exchange, facts, at)), function.multiValue());
        exchange.producer(call);
        BodyCollector.collect(
                exchange.body(),
                MAX_BYTES,
                body -> {
                    facts.counts().processed(exchange.peer(), body.readableBytes());
                    call.send(event, bytes(body));
                },
                call::bodyFailed);
    }

    /** As HTTP targets get it, and how long the client said that the body is (a guess). */
    private RequestHead head(Exchange exchange, ExchangeFacts facts, ListenerEntry at) {
        RequestHead head = heads.of(exchange, facts, at.loadBalancer(), at.listener());
        CharSequence length = exchange.request().headers().get(FieldNames.CONTENT_LENGTH);
        if (length != null) {
            FieldList.of(head.headers()).append(FieldNames.CONTENT_LENGTH, length);
        }
        return head;
    }

    private static byte[] bytes(ByteBuf body) {
        try {
            return ByteBufUtil.getBytes(body);
        } finally {
            body.release();
        }
    }

    private static boolean isWebSocket(RequestHead request) {
        String upgrade = request.headers().get(FieldNames.UPGRADE, "");
        return !upgrade.isEmpty()
                && upgrade.toLowerCase(Locale.ROOT).contains("websocket")
                && request.headers().containsValue(FieldNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    LambdaTargets functions() {
        return functions;
    }

    OwnAnswers answers() {
        return answers;
    }

    ResponseFields fields() {
        return fields;
    }

    /** Does what {@code bytes} bytes take: at once where they are few, else by a worker. */
    <T> void work(int bytes, Exchange exchange, Supplier<T> work, FunctionCall.Then<T> then) {
        if (bytes <= QUICK_BYTES) {
            then.accept(work.get());
            return;
        }
        workers.<FunctionCall.Attempt<T>>run(
                () -> new FunctionCall.Attempt.Done<>(work.get()),
                FunctionCall.Attempt.NotDone::new,
                exchange.eventLoop(),
                attempt -> {
                    if (attempt instanceof FunctionCall.Attempt.Done<T> done) {
                        then.accept(done.result());
                    } else {
                        then.fail(((FunctionCall.Attempt.NotDone<T>) attempt).reason());
                    }
                });
    }
}
