package io.underpass.gateway.template;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work on its way through {@link TemplateWorkers}.
 *
 * <p>Threads: made and watched on the exchange's event loop, run on a worker.
 */
final class Job<T> implements Runnable {

    private enum State {
        WAITING,
        RUNNING,
        GIVEN_UP,
        DONE
    }

    private final TemplateWorkers workers;
    private final Supplier<T> work;
    private final Function<String, T> failed;
    private final Duration time;
    private final long allowedNanos;
    private final ScheduledExecutorService loop;
    private final Consumer<T> then;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile long startedAtNanos;
    private volatile @Nullable Thread worker;
    private volatile @Nullable Future<?> watch;

    Job(
            TemplateWorkers workers,
            Supplier<T> work,
            Function<String, T> failed,
            Duration time,
            ScheduledExecutorService loop,
            Consumer<T> then) {
        this.workers = workers;
        this.work = work;
        this.failed = failed;
        this.time = time;
        this.allowedNanos = time.plus(TemplateWorkers.GRACE).toNanos();
        this.loop = loop;
        this.then = then;
    }

    @Override
    public void run() {
        startedAtNanos = System.nanoTime();
        worker = Thread.currentThread();
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            // Whatever it was, memory perhaps: the exchange must go on, and so must the thread.
            result = failed.apply(String.valueOf(e));
        }
        if (state.compareAndSet(State.RUNNING, State.DONE)) {
            Future<?> pending = watch;
            if (pending != null) {
                pending.cancel(false);
            }
            tell(result);
        } else {
            workers.found();
        }
    }

    /** Looks after the job in a while. */
    void watch() {
        watch(allowedNanos);
    }

    private void watch(long nanos) {
        try {
            Future<?> pending = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
            watch = pending;
            if (state.get() == State.DONE) {
                pending.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            // The loop is gone, and with it whoever waits.
        }
    }

    private void look() {
        if (state.compareAndSet(State.WAITING, State.DONE)) {
            workers.withdraw(this);
            tell(failed.apply(workers.busy()));
            return;
        }
        long left = allowedNanos - (System.nanoTime() - startedAtNanos);
        if (left > 0) {
            watch(left);
        } else if (workers.giveUp(this::giveUp)) {
            tell(failed.apply("it was not done after " + time.toMillis() + " ms"));
        }
    }

    /** Nobody waits for it any more: interrupted, it ends as soon as it looks at its time. */
    private boolean giveUp() {
        Thread thread = worker;
        if (thread == null || !state.compareAndSet(State.RUNNING, State.GIVEN_UP)) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    /** Fails the job before it has begun. */
    void fail(String reason) {
        if (state.compareAndSet(State.WAITING, State.DONE)) {
            tell(failed.apply(reason));
        }
    }

    private void tell(T result) {
        try {
            loop.execute(() -> then.accept(result));
        } catch (RejectedExecutionException e) {
            // The loop is gone, and with it whoever waits.
        }
    }
}
