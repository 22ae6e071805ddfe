package io.underpass.gateway.data;

import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.compile.RoutePlan.InvokeFunction;
import io.underpass.wire.Trail;
import java.util.concurrent.Executor;

/**
 * {@code AWS_PROXY} with a Lambda function.
 *
 * <p>Threads: safe.
 */
final class ProxyToFunction {

    private final LambdaFunctions functions;
    private final Executor workers;
    private final RequestIds ids;

    /**
     * Calls {@code functions}.
     *
     * @param workers a bounded pool that encodes and decodes big bodies
     */
    ProxyToFunction(LambdaFunctions functions, Executor workers, RequestIds ids) {
        this.functions = functions;
        this.workers = workers;
        this.ids = ids;
    }

    Outcome run(Invocation invocation, InvokeFunction plan) {
        Trail trail = invocation.exchange().trail();
        trail.note(TrailSteps.INTEGRATION, "AWS_PROXY");
        trail.note(TrailSteps.FUNCTION, plan.functionArn());
        String traceId = TraceId.forEvent(invocation, ids);
        invocation.traced(TraceId.forClient(traceId, ids));
        new FunctionCall(invocation, plan, functions, workers).start(traceId);
        return Outcome.LATER;
    }
}
