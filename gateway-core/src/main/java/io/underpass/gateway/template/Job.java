package io.underpass.gateway.template;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One rendering on its way through {@link TemplateWorkers}.
 *
 * <p>Threads: made and watched on the exchange's event loop, run on a worker.
 */
final class Job implements Runnable {

    private enum State {
        WAITING,
        RUNNING,
        GIVEN_UP,
        DONE
    }

    private final TemplateWorkers workers;
    private final MappingTemplate template;
    private final TemplateInput input;
    private final ScheduledExecutorService loop;
    private final Consumer<Rendering> then;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile long startedAtNanos;
    private volatile @Nullable Future<?> watch;

    Job(
            TemplateWorkers workers,
            MappingTemplate template,
            TemplateInput input,
            ScheduledExecutorService loop,
            Consumer<Rendering> then) {
        this.workers = workers;
        this.template = template;
        this.input = input;
        this.loop = loop;
        this.then = then;
    }

    @Override
    public void run() {
        startedAtNanos = System.nanoTime();
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        Rendering rendering;
        try {
            rendering = template.render(input, workers.limits());
        } catch (RuntimeException | Error e) {
            // Whatever it was, memory perhaps: the exchange must go on, and so must the thread.
            rendering = TemplateWorkers.failed(template, String.valueOf(e));
        }
        if (state.compareAndSet(State.RUNNING, State.DONE)) {
            Future<?> pending = watch;
            if (pending != null) {
                pending.cancel(false);
            }
            tell(rendering);
        } else {
            workers.found();
        }
    }

    /** Looks after the job in a while. */
    void watch(long nanos) {
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
            tell(TemplateWorkers.failed(template, workers.busy()));
            return;
        }
        long left = workers.allowedNanos() - (System.nanoTime() - startedAtNanos);
        if (left > 0) {
            watch(left);
        } else if (workers.giveUp(() -> state.compareAndSet(State.RUNNING, State.GIVEN_UP))) {
            tell(TemplateWorkers.failed(
                    template, "it was not done after " + workers.limits().time().toMillis() + " ms"));
        }
    }

    /** Fails the job before it has begun. */
    void fail(String reason) {
        if (state.compareAndSet(State.WAITING, State.DONE)) {
            tell(TemplateWorkers.failed(template, reason));
        }
    }

    private void tell(Rendering rendering) {
        try {
            loop.execute(() -> then.accept(rendering));
        } catch (RejectedExecutionException e) {
            // The loop is gone, and with it whoever waits.
        }
    }
}
