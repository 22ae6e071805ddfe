package io.underpass.alb.data;

import io.underpass.alb.compile.HealthCheckPlan;
import java.util.function.Consumer;

/**
 * A way to check a target.
 *
 * <p>Threads: confined to the timer's thread.
 */
@FunctionalInterface
interface Checking {

    /**
     * Begins one check.
     *
     * @param result told once what it found, possibly before this call returns, unless the check is cancelled before
     */
    Timer.Cancellable begin(HealthCheckPlan plan, Consumer<CheckResult> result);
}
