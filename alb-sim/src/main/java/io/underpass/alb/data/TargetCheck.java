package io.underpass.alb.data;

import io.underpass.alb.compile.HealthCheckPlan;
import java.util.function.Consumer;

/**
 * Checks a target, or one address of it, again and again. The next check starts an interval after the start of the one before, however long
 * that took.
 *
 * <p>Threads: confined to the timer's thread.
 */
final class TargetCheck {

    private final Checking checking;
    private final Timer timer;
    private final Consumer<TargetStatus> changed;
    private final HealthTally tally = new HealthTally();
    private HealthCheckPlan plan;
    private Timer.Cancellable next = () -> {};
    private Timer.Cancellable running = () -> {};
    private Runnable done = () -> {};

    /**
     * A check that has not begun.
     *
     * @param changed told of the status after every step
     */
    TargetCheck(Checking checking, HealthCheckPlan plan, Timer timer, Consumer<TargetStatus> changed) {
        this.checking = checking;
        this.plan = plan;
        this.timer = timer;
        this.changed = changed;
    }

    /** Checks now and from now on. */
    void start() {
        next = timer.schedule(plan.interval(), this::start);
        giveUp();
        changed.accept(tally.begin());
        Runnable ended = timer.working();
        done = ended;
        try {
            running = checking.begin(plan, result -> {
                try {
                    changed.accept(tally.record(result, plan));
                } finally {
                    ended.run();
                }
            });
        } catch (RuntimeException e) {
            ended.run(); // Else no time would pass any more where it is made to.
            throw e;
        }
    }

    private void giveUp() {
        running.cancel();
        running = () -> {};
        done.run();
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
        giveUp();
    }
}
