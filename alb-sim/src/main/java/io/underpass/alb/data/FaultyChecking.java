package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks a target that something goes wrong with on the way to, on purpose: as a target would be found that is slow,
 * answers that, or resets connections. A check for no more than a connection takes an answer for a reset.
 *
 * <p>Threads: confined to the timer's thread.
 *
 * @param timer the machine's
 */
record FaultyChecking(Checking checking, FaultPoints faults, CompiledTarget target, String address, Timer timer)
        implements Checking {

    @Override
    public Timer.Cancellable begin(HealthCheckPlan plan, Consumer<CheckResult> result) {
        Optional<InjectedFault> hit = faults.onCheck(target, address);
        if (hit.isEmpty()) {
            return checking.begin(plan, result);
        }
        InjectedFault fault = hit.get();
        if (fault.delay().isZero()) {
            return goOn(plan, fault, result);
        }
        if (fault.delay().compareTo(plan.timeout()) >= 0) {
            return timer.schedule(plan.timeout(), () -> result.accept(CheckResult.timeout()));
        }
        HeldUp held = new HeldUp();
        held.waiting =
                timer.schedule(fault.delay(), () -> held.running = goOn(plan.within(left(plan, fault)), fault, result));
        return held;
    }

    private static Duration left(HealthCheckPlan plan, InjectedFault fault) {
        return plan.timeout().minus(fault.delay());
    }

    private Timer.Cancellable goOn(HealthCheckPlan plan, InjectedFault fault, Consumer<CheckResult> result) {
        if (!fault.ends()) {
            return checking.begin(plan, result);
        }
        boolean answered = fault.status().isPresent() && !plan.protocol().equals("TCP");
        result.accept(answered ? answer(plan, fault.status().orElseThrow()) : CheckResult.of(fault.failure()));
        return () -> {};
    }

    /** A server of gRPC says in another place how a call went: a status alone is never right. */
    private static CheckResult answer(HealthCheckPlan plan, int status) {
        return plan.version() != ProtocolVersion.GRPC && plan.matcher().contains(status)
                ? CheckResult.passed(status)
                : CheckResult.mismatch(status);
    }

    /** A check that goes on later. */
    private static final class HeldUp implements Timer.Cancellable {

        private Timer.Cancellable waiting = () -> {};
        private Timer.Cancellable running = () -> {};

        @Override
        public void cancel() {
            waiting.cancel();
            running.cancel();
        }
    }
}
