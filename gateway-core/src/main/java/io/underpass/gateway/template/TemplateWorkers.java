package io.underpass.gateway.template;

import io.underpass.gateway.Workers;
import io.underpass.gateway.template.Rendering.Failed;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A few threads that render templates, and do what else would hold up an event loop. Threads come with the first work.
 *
 * <p>A rendering ends by itself when its time is up. What could not be made to, such as a regular expression in a JSONPath,
 * is given up: the exchange goes on, the thread is interrupted, and another takes its place until it comes back.
 *
 * <p>Threads: any.
 */
public final class TemplateWorkers implements Workers, AutoCloseable {

    /** More lost threads than these are not replaced: each burns a core. */
    private static final int MOST_LOST = 8;

    static final Duration GRACE = Duration.ofMillis(250);
    private static final int OTHER_WORK = 5;
    private static final long LAST_JOBS_MILLIS = 1000;
    private static final String CLOSING = "the emulator is being closed";

    private final TemplateLimits limits;
    private final int threads;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger started = new AtomicInteger();
    private int lost;

    /**
     * Starts nothing yet.
     *
     * @param threads that render at once
     * @param waiting renderings that may wait for a thread; more fail at once
     */
    public TemplateWorkers(int threads, int waiting, TemplateLimits limits) {
        this.limits = limits;
        this.threads = threads;
        this.pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), this::thread);
    }

    /**
     * Renders on one of the threads.
     *
     * @param loop of the exchange: tells the time, and runs {@code then}
     * @param then called exactly once, on {@code loop}, unless that was shut down
     */
    public void render(
            MappingTemplate template, TemplateInput input, ScheduledExecutorService loop, Consumer<Rendering> then) {
        run(() -> template.render(input, limits), reason -> failed(template, reason), limits.time(), loop, then);
    }

    /** Work that is no rendering alone gets five times as long, and ends by itself as well. */
    @Override
    public <T> void run(Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
        run(work, failed, limits.time().multipliedBy(OTHER_WORK), loop, then);
    }

    private <T> void run(
            Supplier<T> work,
            Function<String, T> failed,
            Duration time,
            ScheduledExecutorService loop,
            Consumer<T> then) {
        Job<T> job = new Job<>(this, work, failed, time, loop, then);
        try {
            pool.execute(job);
        } catch (RejectedExecutionException e) {
            job.fail(pool.isShutdown() ? CLOSING : busy());
            return;
        }
        job.watch();
    }

    TemplateLimits limits() {
        return limits;
    }

    String busy() {
        return "all " + threads + " threads for templates are busy";
    }

    boolean withdraw(Runnable job) {
        return pool.remove(job);
    }

    /** A thread will not come back soon, if it can still be said to be lost. It is interrupted before {@link #found} goes on. */
    synchronized boolean giveUp(BooleanSupplier canBe) {
        if (!canBe.getAsBoolean()) {
            return false;
        }
        int size = threads + Math.min(MOST_LOST, ++lost);
        pool.setMaximumPoolSize(size);
        pool.setCorePoolSize(size);
        return true;
    }

    /** It came back. */
    synchronized void found() {
        int size = threads + Math.min(MOST_LOST, --lost);
        pool.setCorePoolSize(size);
        pool.setMaximumPoolSize(size);
    }

    /** Ends the threads; what they are rendering fails. */
    @Override
    public void close() {
        for (Runnable waiting : pool.shutdownNow()) {
            if (waiting instanceof Job<?> job) {
                job.fail(CLOSING);
            }
        }
        try {
            pool.awaitTermination(LAST_JOBS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "underpass-templates-" + started.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    static Rendering failed(MappingTemplate template, String reason) {
        return new Failed("the template " + template.name() + " failed: " + reason);
    }
}
