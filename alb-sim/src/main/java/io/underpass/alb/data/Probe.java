package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.function.Consumer;

/**
 * One health check. The status decides; the body is read and dropped, within the same time, so that a target's answer is
 * not cut off under its hands.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class Probe implements ResponseSink {

    private static final String GRPC_STATUS = "grpc-status";
    private static final int GRPC_UNKNOWN = 2;

    private final HealthCheckPlan plan;
    private final Consumer<CheckResult> result;
    private Flow flow = Flow.NONE;
    private Timer.Cancellable deadline = () -> {};
    private String grpcStatus = "";
    private boolean decided;
    private boolean over;

    private Probe(HealthCheckPlan plan, Consumer<CheckResult> result) {
        this.plan = plan;
        this.result = result;
    }

    /** Sends {@code request}; {@code result} is told once, unless the probe is cancelled before. */
    static Probe send(
            HealthCheckPlan plan,
            Upstream upstream,
            UpstreamRequest request,
            Timer timer,
            Consumer<CheckResult> result) {
        Probe probe = new Probe(plan, result);
        Flow flow = upstream.send(request, probe);
        if (!probe.over) {
            probe.flow = flow;
            probe.deadline = timer.schedule(plan.timeout(), probe::timeOut);
        }
        return probe;
    }

    /** Gives up without a result. */
    void cancel() {
        decided = true;
        finish();
        flow.cancel();
    }

    @Override
    public void head(ResponseHead head) {
        int status = head.status().code();
        if (plan.version() == ProtocolVersion.GRPC && status == 200) {
            grpcStatus = head.headers().get(GRPC_STATUS, ""); // in the head where there is no message
            return;
        }
        if (plan.version() == ProtocolVersion.GRPC) {
            decide(CheckResult.mismatch(status)); // a server of something else
            return;
        }
        decide(plan.matcher().contains(status) ? CheckResult.passed(status) : CheckResult.mismatch(status));
    }

    /** Releases {@code data}. */
    @Override
    public void data(ByteBuf data) {
        data.release();
    }

    @Override
    public void trailers(HttpHeaders trailers) {
        grpcStatus = trailers.get(GRPC_STATUS, grpcStatus);
    }

    @Override
    public void end() {
        finish();
        if (plan.version() == ProtocolVersion.GRPC) {
            decide(grpcResult());
        }
    }

    @Override
    public void abort(Failure failure) {
        finish();
        decide(CheckResult.of(failure));
    }

    /** A call that ends without a status has failed for reasons unknown: code 2. */
    private CheckResult grpcResult() {
        int code = grpcStatus.length() > 0
                        && grpcStatus.length() <= 2
                        && grpcStatus.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(grpcStatus)
                : GRPC_UNKNOWN;
        if (plan.matcher().contains(code)) {
            return CheckResult.passed(code);
        }
        return grpcStatus.isEmpty() ? CheckResult.grpcEmpty(code) : CheckResult.grpcMismatch(code);
    }

    private void timeOut() {
        if (!over) {
            finish();
            flow.cancel();
            decide(CheckResult.timeout());
        }
    }

    private void decide(CheckResult found) {
        if (!decided) {
            decided = true;
            result.accept(found);
        }
    }

    private void finish() {
        over = true;
        deadline.cancel();
    }
}
