package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Functions that return as told; without being told, an empty 200. */
final class ScriptedFunctions implements LambdaTargets {

    private final List<Call> calls = new ArrayList<>();
    private Function<Call, Result> script = call -> returned("{\"statusCode\":200}");
    private boolean silent;
    private int cancelled;

    static Result returned(String payload) {
        return new Result.Returned(payload.getBytes(StandardCharsets.UTF_8));
    }

    void returns(String payload) {
        script = call -> returned(payload);
    }

    void fails(Reason reason, String detail) {
        script = call -> new Result.Failed(reason, detail);
    }

    /** Returns nothing any more. */
    void hang() {
        silent = true;
    }

    List<Call> calls() {
        return calls;
    }

    int cancelled() {
        return cancelled;
    }

    /** The event of the last call. */
    String event() {
        return new String(calls.get(calls.size() - 1).payload(), StandardCharsets.UTF_8);
    }

    @Override
    public Running invoke(Call call, Consumer<Result> result) {
        calls.add(call);
        if (!silent) {
            result.accept(script.apply(call));
        }
        return () -> cancelled++;
    }
}
