package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LambdaTargets.Reason;
import io.underpass.alb.LambdaTargets.Result;
import io.underpass.alb.compile.CompiledFunction;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.wire.FieldList;
import io.underpass.wire.RequestHead;
import java.util.function.Consumer;

/**
 * Calls a Lambda function with the event of a health check (AWS: "Lambda functions as targets"). Answers are short: they
 * are read where they arrive.
 *
 * <p>Threads: confined to the timer's thread.
 */
record FunctionChecking(
        String functionArn,
        CompiledTargetGroup group,
        CompiledFunction function,
        LambdaTargets functions,
        EventLoop eventLoop)
        implements Checking {

    @Override
    public Timer.Cancellable begin(HealthCheckPlan plan, Consumer<CheckResult> result) {
        FieldList headers = new FieldList().append("user-agent", HealthRequest.USER_AGENT);
        RequestHead head = new RequestHead(HttpMethod.GET, plan.path(), HttpVersion.HTTP_1_1, headers);
        byte[] payload = new FunctionEvent(group.arn(), head, function.multiValue())
                .render(new byte[0])
                .orElseThrow(() -> new IllegalStateException("not UTF-8: " + plan.path()));
        LambdaTargets.Call call =
                new LambdaTargets.Call(functionArn, payload, group.source().scope(), eventLoop, plan.timeout());
        LambdaTargets.Running running = functions.invoke(call, found -> result.accept(result(found, plan)));
        return running::cancel;
    }

    private CheckResult result(Result found, HealthCheckPlan plan) {
        if (found instanceof Result.Failed failed) {
            return failed.reason() == Reason.TIMED_OUT
                    ? CheckResult.timeout()
                    : CheckResult.failed(failed.reason().logName() + ": " + failed.detail());
        }
        FunctionAnswer answer = FunctionAnswer.read(((Result.Returned) found).payload(), function.multiValue());
        if (answer instanceof FunctionAnswer.Malformed malformed) {
            return CheckResult.failed("the function's answer is malformed: " + malformed.reason());
        }
        int status = ((FunctionAnswer.Understood) answer).status().code();
        return plan.matcher().contains(status) ? CheckResult.passed(status) : CheckResult.mismatch(status);
    }
}
