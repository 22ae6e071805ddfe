package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.wire.Upstream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks one address of a target again and again. The next check starts an interval after the start of the one before, however long
 * that took.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class TargetCheck {

    private final String address;
    private final int trafficPort;
    private final Targets targets;
    private final EventLoop eventLoop;
    private final Timer timer;
    private final Consumer<TargetStatus> changed;
    private final HealthTally tally = new HealthTally();
    private HealthCheckPlan plan;
    private Timer.Cancellable next = () -> {};
    private Optional<Probe> running = Optional.empty();
    private Optional<ConnectProbe> connecting = Optional.empty();

    /**
     * A check that has not begun.
     *
     * @param trafficPort where the target takes its requests
     * @param changed told of the status after every step
     */
    TargetCheck(
            String address,
            int trafficPort,
            HealthCheckPlan plan,
            Targets targets,
            EventLoop eventLoop,
            Timer timer,
            Consumer<TargetStatus> changed) {
        this.address = address;
        this.trafficPort = trafficPort;
        this.plan = plan;
        this.targets = targets;
        this.eventLoop = eventLoop;
        this.timer = timer;
        this.changed = changed;
    }

    /** Checks now and from now on. */
    void start() {
        next = timer.schedule(plan.interval(), this::start);
        running.ifPresent(Probe::cancel);
        connecting.ifPresent(ConnectProbe::cancel);
        changed.accept(tally.begin());
        if (plan.protocol().equals("TCP")) {
            connecting = Optional.of(ConnectProbe.start(
                    targets,
                    eventLoop,
                    address,
                    plan.port().orElse(trafficPort),
                    plan.timeout(),
                    result -> changed.accept(tally.record(result, plan))));
            return;
        }
        if (!plan.protocol().equals("HTTP")) {
            String detail = "health checks over " + plan.protocol() + " are not emulated";
            changed.accept(tally.record(CheckResult.internalError(detail), plan));
            return;
        }
        int port = plan.port().orElse(trafficPort);
        Upstream upstream = targets.to(address, port, plan.timeout(), plan.timeout());
        running = Optional.of(Probe.send(
                plan,
                upstream,
                HealthRequest.of(address, port, plan.path(), eventLoop),
                timer,
                result -> changed.accept(tally.record(result, plan))));
    }

    /** Goes on by {@code newPlan}; a plan that differs is tried at once, what was counted stays (a guess). */
    void follow(HealthCheckPlan newPlan) {
        if (!plan.equals(newPlan)) {
            plan = newPlan;
            stop();
            start();
        }
    }

    /** Checks no more. */
    void stop() {
        next.cancel();
        running.ifPresent(Probe::cancel);
        running = Optional.empty();
        connecting.ifPresent(ConnectProbe::cancel);
        connecting = Optional.empty();
    }
}
