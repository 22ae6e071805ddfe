package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.LambdaFunctions.Running;
import io.underpass.gateway.compile.RoutePlan.InvokeFunction;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One call of the Lambda function behind an {@code AWS_PROXY} integration: event, call, response. It is over with
 * whatever comes first: the response, a failure, or the client leaving.
 *
 * <p>Threads: confined to the event loop of its exchange; big bodies are encoded and decoded on a worker.
 */
final class FunctionCall implements Flow, Pending {

    private final Invocation invocation;
    private final InvokeFunction plan;
    private final LambdaFunctions functions;
    private final Offload offload;
    private Running running = () -> {};
    private boolean over;

    FunctionCall(Invocation invocation, InvokeFunction plan, LambdaFunctions functions, Executor workers) {
        this.invocation = invocation;
        this.plan = plan;
        this.functions = functions;
        this.offload = new Offload(workers, invocation.exchange().eventLoop());
    }

    /** Begins; the invocation is resumed in the end. */
    void start(String traceId) {
        invocation.awaits(this);
        invocation.exchange().producer(this);
        if (over) {
            invocation.release();
            return;
        }
        LambdaEvent event = LambdaEvent.begin(invocation, plan, traceId);
        boolean binary =
                plan.binaryMediaTypes().include(invocation.request().headers().get(FieldNames.CONTENT_TYPE, ""));
        ByteBuf body = invocation.takeBody();
        try {
            offload.run(body.readableBytes(), () -> finish(event, body, binary), this::call, this::broken);
        } catch (RejectedExecutionException e) {
            body.release();
            end(busy());
        }
    }

    private static byte[] finish(LambdaEvent event, ByteBuf body, boolean binary) {
        try {
            return event.finish(body, binary);
        } finally {
            body.release();
        }
    }

    private void call(byte[] payload) {
        if (over) {
            return;
        }
        Running begun = functions.invoke(
                Call.of(
                        plan.functionArn(),
                        payload,
                        invocation.api().scope(),
                        invocation.exchange().eventLoop(),
                        plan.timeout()),
                this::answered);
        if (over) {
            begun.cancel();
        } else {
            running = begun;
        }
    }

    private void answered(Result result) {
        if (over) {
            return;
        }
        try {
            if (result instanceof Result.Returned returned) {
                returned(returned);
            } else {
                end(failed((Result.Failed) result));
            }
        } catch (Throwable e) {
            broken(e);
        }
    }

    private void returned(Result.Returned returned) {
        invocation.exchange().trail().note(TrailSteps.UPSTREAM_STATUS, returned.status());
        if (returned.functionError().isPresent()) {
            end(fail(FunctionErrors.reason(returned.payload()), FaultType.MALFORMED_PROXY_RESPONSE));
            return;
        }
        boolean binary =
                plan.binaryMediaTypes().include(invocation.request().headers().get(FieldNames.ACCEPT, ""));
        byte[] payload = returned.payload();
        try {
            offload.run(payload.length, () -> ProxyResponseReader.read(payload, binary), this::respond, this::broken);
        } catch (RejectedExecutionException e) {
            end(busy());
        }
    }

    private void respond(ProxyResponse response) {
        if (over) {
            return;
        }
        if (response instanceof ProxyResponse.Understood understood) {
            byte[] body = understood.body();
            invocation.answered(new BackendResponse(
                    new ResponseHead(understood.status(), understood.fields(), body.length),
                    Unpooled.wrappedBuffer(body)));
            end(Outcome.NEXT);
        } else if (response instanceof ProxyResponse.Malformed malformed) {
            end(fail("Malformed Lambda proxy response: " + malformed.reason(), FaultType.MALFORMED_PROXY_RESPONSE));
        } else if (response instanceof ProxyResponse.Undecodable undecodable) {
            end(fail(undecodable.reason(), FaultType.API_CONFIGURATION_ERROR));
        }
    }

    /** Nothing of the kind is known of AWS. */
    private Outcome busy() {
        return fail("all workers are busy and enough work waits for them", FaultType.SERVICE_UNAVAILABLE);
    }

    private Outcome failed(Result.Failed failure) {
        return fail(failure.detail(), FunctionErrors.fault(failure));
    }

    private Outcome fail(String reason, FaultType type) {
        return invocation.fail(TrailSteps.INTEGRATION, reason, type);
    }

    private void end(Outcome outcome) {
        over = true;
        invocation.resume(outcome);
    }

    private void broken(Throwable cause) {
        if (!over) {
            end(new Outcome.Broken(cause));
        }
    }

    /** What is held here is small or held anyway. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        callOff();
    }

    @Override
    public void callOff() {
        if (!over) {
            over = true;
            running.cancel();
        }
    }
}
