package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.InvocationType;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.ParameterMapping;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code AWS} with a Lambda function: it gets what the request mapping makes, and the response mapping makes the response
 * of what it returns. {@code X-Amz-Invocation-Type} is the one header that reaches Lambda.
 *
 * <p>Threads: safe.
 */
final class CallFunction {

    private static final String INVOCATION_TYPE = "X-Amz-Invocation-Type";

    /** What a function gets where no request template says more (seen by users, not documented). */
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final LambdaFunctions functions;
    private final RequestIds ids;

    CallFunction(LambdaFunctions functions, RequestIds ids) {
        this.functions = functions;
        this.ids = ids;
    }

    Outcome run(Invocation invocation, Forward forward, Backend.Function function) {
        invocation.noted(FunctionNotes.traced(TraceId.forClient(TraceId.forEvent(invocation, ids), ids)));
        String type = typeName(invocation, forward);
        Optional<InvocationType> found = InvocationType.named(type);
        if (found.isEmpty()) {
            // Lambda would refuse the call (400), and so a client gets 500.
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    INVOCATION_TYPE + " is '" + type + "', which is no invocation type",
                    FaultType.API_CONFIGURATION_ERROR);
        }
        return FunctionCall.begin(
                invocation,
                functions,
                new Call(
                        function.functionArn(),
                        payload(invocation.takeBody()),
                        found.get(),
                        invocation.api().scope(),
                        invocation.exchange().eventLoop(),
                        forward.timeout()),
                returned -> answered(invocation, returned));
    }

    private static byte[] payload(ByteBuf body) {
        try {
            return body.isReadable() ? ByteBufUtil.getBytes(body) : NOTHING;
        } finally {
            body.release();
        }
    }

    private static String typeName(Invocation invocation, Forward forward) {
        for (Map.Entry<String, List<String>> override :
                invocation.overrides().header().entrySet()) {
            if (override.getKey().equalsIgnoreCase(INVOCATION_TYPE)) {
                return String.join(",", override.getValue());
            }
        }
        for (ParameterMapping mapping : forward.request().parameters().headers()) {
            if (mapping.name().equalsIgnoreCase(INVOCATION_TYPE)) {
                String value = MappedValues.joined(mapping.source(), invocation);
                return value.isEmpty() ? InvocationType.REQUEST_RESPONSE.awsName() : value;
            }
        }
        return InvocationType.REQUEST_RESPONSE.awsName();
    }

    private static Outcome answered(Invocation invocation, Result.Returned returned) {
        byte[] payload = returned.payload();
        if (returned.functionError().isPresent()) {
            invocation.noted(invocation.function().failed(FunctionErrors.message(payload)));
        }
        FieldList fields = new FieldList().append(FieldNames.CONTENT_TYPE, "application/json");
        if (!returned.executedVersion().isEmpty()) {
            fields.append("X-Amz-Executed-Version", returned.executedVersion());
        }
        returned.functionError().ifPresent(error -> fields.append("X-Amz-Function-Error", error));
        invocation.answered(new BackendResponse(
                new ResponseHead(HttpResponseStatus.valueOf(returned.status()), fields, payload.length),
                Unpooled.wrappedBuffer(payload)));
        return Outcome.NEXT;
    }
}
