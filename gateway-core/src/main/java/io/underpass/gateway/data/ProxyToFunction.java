package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.BinaryMediaTypes;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;

/**
 * {@code AWS_PROXY}: a Lambda function gets the whole request as an event and makes the whole response.
 *
 * <p>Threads: safe.
 */
final class ProxyToFunction {

    /** Encoding or decoding this much takes some tens of microseconds, about what handing it over would. */
    private static final int QUICK_BYTES = 64 * 1024;

    private final LambdaFunctions functions;
    private final RequestIds ids;
    private final OffLoop offLoop;

    ProxyToFunction(LambdaFunctions functions, RequestIds ids, OffLoop offLoop) {
        this.functions = functions;
        this.ids = ids;
        this.offLoop = offLoop;
    }

    Outcome run(Invocation invocation, Forward forward, Backend.Function function) {
        String traceId = TraceId.forEvent(invocation, ids);
        invocation.noted(FunctionNotes.traced(TraceId.forClient(traceId, ids)));
        EventWork work = new EventWork(
                LambdaEvent.begin(invocation, function, traceId),
                invocation.takeBody(),
                forward.payloads()
                        .binaryMediaTypes()
                        .include(invocation.request().headers().get(FieldNames.CONTENT_TYPE, "")));
        return work.body().readableBytes() <= QUICK_BYTES
                ? call(invocation, forward, function, work.run())
                : offLoop.run(invocation, work, event -> call(invocation, forward, function, event));
    }

    private Outcome call(Invocation invocation, Forward forward, Backend.Function function, byte[] event) {
        return FunctionCall.begin(
                invocation,
                functions,
                Call.of(
                        function.functionArn(),
                        event,
                        invocation.api().scope(),
                        invocation.exchange().eventLoop(),
                        forward.timeout()),
                returned -> answered(invocation, forward.payloads().binaryMediaTypes(), returned));
    }

    private Outcome answered(Invocation invocation, BinaryMediaTypes types, Result.Returned returned) {
        byte[] payload = returned.payload();
        if (returned.functionError().isPresent()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION, FunctionErrors.reason(payload), FaultType.MALFORMED_PROXY_RESPONSE);
        }
        boolean binary = types.include(invocation.request().headers().get(FieldNames.ACCEPT, ""));
        ReadWork work = new ReadWork(payload, binary);
        return payload.length <= QUICK_BYTES
                ? respond(invocation, work.run())
                : offLoop.run(invocation, work, response -> respond(invocation, response));
    }

    private static Outcome respond(Invocation invocation, ProxyResponse response) {
        if (response instanceof ProxyResponse.Understood understood) {
            byte[] body = understood.body();
            invocation.answered(new BackendResponse(
                    new ResponseHead(understood.status(), understood.fields(), body.length),
                    Unpooled.wrappedBuffer(body)));
            return Outcome.NEXT;
        }
        return response instanceof ProxyResponse.Undecodable undecodable
                ? invocation.fail(TrailSteps.INTEGRATION, undecodable.reason(), FaultType.API_CONFIGURATION_ERROR)
                : invocation.fail(
                        TrailSteps.INTEGRATION,
                        "Malformed Lambda proxy response: " + ((ProxyResponse.Malformed) response).reason(),
                        FaultType.MALFORMED_PROXY_RESPONSE);
    }

    /** Puts a body, which it owns, into an event. */
    private record EventWork(LambdaEvent event, ByteBuf body, boolean binary) implements OffLoop.Work<byte[]> {

        @Override
        public byte[] run() {
            try {
                return event.finish(body, binary);
            } finally {
                body.release();
            }
        }

        @Override
        public void discard() {
            body.release();
        }
    }

    /** Reads what a function has returned. */
    private record ReadWork(byte[] payload, boolean binary) implements OffLoop.Work<ProxyResponse> {

        @Override
        public ProxyResponse run() {
            return ProxyResponseReader.read(payload, binary);
        }

        @Override
        public void discard() {}
    }
}
