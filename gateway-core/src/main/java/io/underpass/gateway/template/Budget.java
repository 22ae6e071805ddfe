package io.underpass.gateway.template;

import io.underpass.gateway.WorkTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one rendering's limits. Velocity cannot be interrupted, so everything a template can do again and again
 * asks here whether it may go on. Once it may not, it never may again: a template cannot outlive its own failure.
 *
 * <p>Velocity hands no context to the methods that a template calls; they find the budget through their thread.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class Budget {

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    /** Looking at the clock costs more than a step. */
    private static final int STEPS_A_LOOK = 64;

    private final TemplateLimits limits;
    private final WorkTime time;
    private int steps;
    private long chars;
    private long outputBytes;
    private long values;
    private @Nullable TemplateStop stop;

    private Budget(TemplateLimits limits) {
        this.limits = limits;
        this.time = new WorkTime(limits.time());
    }

    /** The thread begins to render. */
    static Budget begin(TemplateLimits limits) {
        Budget budget = new Budget(limits);
        CURRENT.set(budget);
        return budget;
    }

    /** The thread is done with rendering. */
    static void end() {
        CURRENT.remove();
    }

    /** The budget of the rendering this thread is in. */
    static Budget current() {
        Budget budget = CURRENT.get();
        if (budget == null) {
            throw new TemplateStop("a template's method was called outside of a rendering");
        }
        return budget;
    }

    /** One small piece of work. */
    void step() {
        if (++steps % STEPS_A_LOOK == 0) {
            look();
        }
    }

    /** Some work, perhaps not small. */
    void look() {
        if (stop != null) {
            throw stop;
        }
        if (time.isOver()) {
            throw stop("the template was not done after " + seconds(limits.time()));
        }
    }

    /** So many characters of a string were made, or are about to be. */
    void chars(long count) {
        chars += count;
        if (chars > limits.intermediateChars()) {
            throw stop("the template made strings of more than " + limits.intermediateChars() + " characters");
        }
        step();
    }

    /** So many bytes go out. */
    void output(long bytes) {
        outputBytes += bytes;
        if (outputBytes > limits.outputBytes()) {
            throw stop("the template's output is larger than " + limits.outputBytes() + " bytes");
        }
        step();
    }

    /** So many values go into a list or map. */
    void values(long count) {
        values += count;
        if (values > limits.values()) {
            throw stop("the template's lists and maps have more than " + limits.values() + " values");
        }
        step();
    }

    /** Fails the rendering; the caller throws what is returned. */
    TemplateStop stop(String reason) {
        if (stop == null) {
            stop = new TemplateStop(reason);
        }
        return stop;
    }

    /** Throws if the rendering failed and something on the way swallowed it. */
    void settle() {
        if (stop != null) {
            throw stop;
        }
    }

    private static String seconds(Duration time) {
        return time.toMillis() + " ms";
    }
}
