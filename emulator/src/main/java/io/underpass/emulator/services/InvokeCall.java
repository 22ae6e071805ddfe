package io.underpass.emulator.services;

import io.netty.util.concurrent.Future;
import io.underpass.gateway.LambdaFunctions.Call;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.LambdaFunctions.Running;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseCollector;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of the Invoke API, from its request to its result.
 *
 * <p>Threads: confined to the event loop of its call.
 */
final class InvokeCall implements Running {

    private final Call call;
    private final InvokeAnswer answer;
    private final Consumer<Result> result;
    private final ResponseCollector response =
            new ResponseCollector(InvokeAnswer.MAX_RESPONSE_BYTES, this::complete, this::failed);
    private Flow upstream = Flow.NONE;
    private @Nullable Future<?> timer;
    private boolean over;

    InvokeCall(Call call, InvokeAnswer answer, Consumer<Result> result) {
        this.call = call;
        this.answer = answer;
        this.result = result;
    }

    void start(Upstream target, UpstreamRequest request) {
        timer = call.eventLoop().schedule(this::timedOut, call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        Flow flow = target.send(request, response);
        if (over) {
            flow.cancel();
        } else {
            upstream = flow;
        }
    }

    @Override
    public void cancel() {
        giveUp();
    }

    private void complete(ResponseHead head, byte[] payload) {
        end(answer.of(head, payload));
    }

    private void failed(Failure failure) {
        upstream.cancel();
        end(answer.failed(failure, call.timeout()));
    }

    private void timedOut() {
        if (giveUp()) {
            result.accept(answer.timedOut(call.timeout()));
        }
    }

    private boolean giveUp() {
        if (!finish()) {
            return false;
        }
        response.release();
        upstream.cancel();
        return true;
    }

    private void end(Result found) {
        if (finish()) {
            result.accept(found);
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }
}
