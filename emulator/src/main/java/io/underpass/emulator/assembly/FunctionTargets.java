package io.underpass.emulator.assembly;

import io.underpass.alb.LambdaTargets;
import io.underpass.gateway.LambdaFunctions;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lets load balancers call the functions that APIs can call.
 *
 * <p>Threads: safe; never blocks.
 *
 * @param functions how they are called
 */
public record FunctionTargets(LambdaFunctions functions) implements LambdaTargets {

    private static final int THROTTLED = 429;
    private static final int TOO_LARGE = 413;
    private static final int SHOWN_BYTES = 200;

    @Override
    public Running invoke(Call call, Consumer<Result> result) {
        LambdaFunctions.Call invocation = LambdaFunctions.Call.of(
                call.functionArn(), call.payload(), call.scope(), call.eventLoop(), call.timeout());
        LambdaFunctions.Running running = functions.invoke(invocation, found -> result.accept(result(found)));
        return running::cancel;
    }

    private static Result result(LambdaFunctions.Result found) {
        if (found instanceof LambdaFunctions.Result.Failed failed) {
            return new Result.Failed(reason(failed), failed.detail());
        }
        LambdaFunctions.Result.Returned returned = (LambdaFunctions.Result.Returned) found;
        return returned.functionError().isEmpty()
                ? new Result.Returned(returned.payload())
                : new Result.Failed(
                        Reason.FUNCTION_ERROR,
                        "the function failed (" + returned.functionError().get() + "): " + start(returned.payload()));
    }

    private static Reason reason(LambdaFunctions.Result.Failed failed) {
        if (failed instanceof LambdaFunctions.Result.NotFound) {
            return Reason.NOT_FOUND;
        }
        if (failed instanceof LambdaFunctions.Result.AccessDenied) {
            return Reason.ACCESS_DENIED;
        }
        if (failed instanceof LambdaFunctions.Result.TimedOut) {
            return Reason.TIMED_OUT;
        }
        if (failed instanceof LambdaFunctions.Result.Refused refused) {
            return switch (refused.status()) {
                case THROTTLED -> Reason.THROTTLED;
                case TOO_LARGE -> Reason.TOO_LARGE;
                default -> Reason.REFUSED;
            };
        }
        return Reason.UNREACHABLE;
    }

    private static String start(byte[] payload) {
        String text = new String(payload, 0, Math.min(payload.length, SHOWN_BYTES), StandardCharsets.UTF_8);
        return payload.length > SHOWN_BYTES ? text + "..." : text;
    }
}
