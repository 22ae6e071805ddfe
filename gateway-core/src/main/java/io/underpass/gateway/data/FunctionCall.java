package io.underpass.gateway.data;

import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.LambdaFunctions.Running;
import io.underpass.wire.FieldList;
import io.underpass.wire.Flow;
import java.util.function.Function;

/**
 * One call of a Lambda function. It is over with whatever comes first: the answer, a failure, or the client leaving.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class FunctionCall implements Flow, Pending {

    private final Invocation invocation;
    private final Function<Result.Returned, Outcome> then;
    private Running running = () -> {};
    private boolean over;

    private FunctionCall(Invocation invocation, Function<Result.Returned, Outcome> then) {
        this.invocation = invocation;
        this.then = then;
    }

    /** Makes {@code call}; what {@code then} makes of its answer resumes the invocation. */
    static Outcome begin(
            Invocation invocation, LambdaFunctions functions, Call call, Function<Result.Returned, Outcome> then) {
        FunctionCall begun = new FunctionCall(invocation, then);
        invocation.awaits(begun);
        invocation.exchange().producer(begun);
        if (begun.over) {
            invocation.release();
        } else {
            begun.make(functions, call);
        }
        return Outcome.LATER;
    }

    private void make(LambdaFunctions functions, Call call) {
        invocation.calls();
        ExecutionLog log = invocation.log();
        if (log != null) {
            log.calls(uri(call), new FieldList(), LogText.of(call.payload()));
        }
        Running made = functions.invoke(call, this::answered);
        if (!over) {
            running = made;
        }
    }

    private void answered(Result result) {
        if (!over) {
            over = true;
            invocation.called();
            invocation.exchange().trail().goOn();
            invocation.resume(outcome(result));
        }
    }

    private Outcome outcome(Result result) {
        try {
            if (result instanceof Result.Returned returned) {
                invocation.exchange().trail().note(TrailSteps.UPSTREAM_STATUS, returned.status());
                ExecutionLog log = invocation.log();
                if (log != null) {
                    log.received(
                            returned.status(),
                            invocation.integrationMillis(),
                            new FieldList(),
                            LogText.of(returned.payload()));
                }
                return then.apply(returned);
            }
            Result.Failed failure = (Result.Failed) result;
            return invocation.fail(TrailSteps.INTEGRATION, failure.detail(), FunctionErrors.fault(failure));
        } catch (Throwable e) {
            return new Outcome.Broken(e);
        }
    }

    /** As AWS calls it; the headers of the call are not this class's to know. */
    private static String uri(Call call) {
        return "https://lambda." + call.scope().region() + ".amazonaws.com/2015-03-31/functions/" + call.functionArn()
                + "/invocations";
    }

    /** A function's answer comes whole. */
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
