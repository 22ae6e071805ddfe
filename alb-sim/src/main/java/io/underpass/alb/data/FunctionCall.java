package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LambdaTargets.Reason;
import io.underpass.alb.LambdaTargets.Result;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledFunction;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.WholeResponse;
import java.util.Optional;
import java.util.Set;

/**
 * One request on its way through a Lambda function.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class FunctionCall implements Flow {

    /** What is not the function's fault (spec 6.1). */
    private static final Set<String> INTERNAL = Set.of(
            "LambdaConnectionError", "LambdaConnectionTimeout", "LambdaServiceException", "LambdaUnhandledException");

    private final Invoking invoking;
    private final Exchange exchange;
    private final ListenerEntry at;
    private final CompiledTargetGroup group;
    private final CompiledFunction function;
    private final MetricCounters counters;
    private final MetricCounters.OnLoop ofLoadBalancer;
    private final long begunNanos = System.nanoTime();
    private LambdaTargets.Running running = () -> {};
    private boolean over;

    /** What goes on with the result of some work. */
    interface Then<T> {

        void accept(T result);

        void fail(String reason);
    }

    /** How work that a worker was given went. */
    sealed interface Attempt<T> {

        record Done<T>(T result) implements Attempt<T> {}

        record NotDone<T>(String reason) implements Attempt<T> {}
    }

    FunctionCall(
            Invoking invoking,
            Exchange exchange,
            ListenerEntry at,
            CompiledTargetGroup group,
            CompiledFunction function,
            MetricCounters counters,
            MetricCounters.OnLoop ofLoadBalancer) {
        this.invoking = invoking;
        this.exchange = exchange;
        this.at = at;
        this.group = group;
        this.function = function;
        this.counters = counters;
        this.ofLoadBalancer = ofLoadBalancer;
    }

    /** Calls the function with {@code event} and {@code body}. */
    void send(FunctionEvent event, byte[] body) {
        if (over) {
            return;
        }
        invoking.work(body.length, exchange, () -> event.render(body), new Then<Optional<byte[]>>() {
            @Override
            public void accept(Optional<byte[]> payload) {
                if (payload.isEmpty()) {
                    refuse(400, "LambdaBadRequest", "the request is not UTF-8"); // The status is a guess.
                } else {
                    call(payload.get());
                }
            }

            @Override
            public void fail(String reason) {
                refuse(500, "LambdaUnhandledException", "the event could not be made: " + reason);
            }
        });
    }

    private void call(byte[] payload) {
        if (over) {
            return;
        }
        passed(payload.length);
        LambdaTargets.Running call = invoking.functions()
                .invoke(
                        new LambdaTargets.Call(
                                function.arn().orElseThrow(),
                                payload,
                                group.source().scope(),
                                exchange.eventLoop(),
                                at.loadBalancer().idleTimeout()),
                        this::returned);
        if (!over) {
            running = call;
        }
    }

    private void returned(Result result) {
        if (over) {
            return;
        }
        if (result instanceof Result.Failed failed) {
            refuse(
                    failed.reason() == Reason.TIMED_OUT ? 504 : 502,
                    failed.reason().logName(),
                    failed.detail());
            return;
        }
        byte[] payload = ((Result.Returned) result).payload();
        passed(payload.length);
        if (payload.length > Invoking.MAX_BYTES) {
            refuse(
                    502,
                    "LambdaResponseTooLarge",
                    "the function returned " + payload.length + " bytes; " + Invoking.MAX_BYTES + " are allowed");
            return;
        }
        invoking.work(
                payload.length,
                exchange,
                () -> FunctionAnswer.read(payload, function.multiValue()),
                new Then<FunctionAnswer>() {
                    @Override
                    public void accept(FunctionAnswer answer) {
                        answer(answer);
                    }

                    @Override
                    public void fail(String reason) {
                        refuse(502, "LambdaUnhandledException", "the answer could not be read: " + reason);
                    }
                });
    }

    private void answer(FunctionAnswer answer) {
        if (over) {
            return;
        }
        if (answer instanceof FunctionAnswer.Malformed malformed) {
            refuse(502, "LambdaInvalidResponse", "the function's answer is malformed: " + malformed.reason());
            return;
        }
        over = true;
        FunctionAnswer.Understood understood = (FunctionAnswer.Understood) answer;
        exchange.trail().goOn();
        exchange.trail().note(TrailSteps.UPSTREAM_STATUS, understood.status().codeAsText());
        counters.here().answered(understood.status().code(), System.nanoTime() - begunNanos);
        FieldList headers = understood.headers();
        invoking.fields().rewrite(headers, at.listener().responseHeaders());
        invoking.answers().sign(headers, at.listener());
        ResponseHead head = new ResponseHead(understood.status(), headers, understood.body().length);
        ofLoadBalancer.processed(exchange.peer(), MessageBytes.of(head) + understood.body().length);
        WholeResponse.of(understood.status(), headers, understood.body()).sendTo(exchange);
    }

    /** Between the load balancer and Lambda; of the client's addresses it is no matter. */
    private void passed(int bytes) {
        ofLoadBalancer.count(LoadBalancerMetric.LAMBDA_TARGET_PROCESSED_BYTES, bytes);
        ofLoadBalancer.count(LoadBalancerMetric.PROCESSED_BYTES, bytes);
    }

    /** The body did not come whole. */
    void bodyFailed(Failure failure) {
        if (failure.kind() == Failure.Kind.TOO_LARGE) {
            refuse(413, "LambdaRequestTooLarge", failure.detail());
        } else if (!over) {
            over = true;
            exchange.abort(failure);
        }
    }

    /** Answers in the function's place. */
    void refuse(int status, String logName, String detail) {
        if (!over) {
            over = true;
            exchange.trail().note(TrailSteps.ERROR_REASON, logName);
            counters.count(
                    INTERNAL.contains(logName)
                            ? LoadBalancerMetric.LAMBDA_INTERNAL_ERROR
                            : LoadBalancerMetric.LAMBDA_USER_ERROR);
            exchange.trail().fail(TrailSteps.TARGET, logName + ": " + detail);
            invoking.answers().page(exchange, at.listener(), status);
        }
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            running.cancel();
        }
    }
}
