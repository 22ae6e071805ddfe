package io.underpass.emulator.description;

import io.underpass.aws.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Applies descriptions to a running emulator.
 *
 * <p>Threads: safe; blocks, so not to be called from event loops.
 */
public final class Descriptions {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /** A target that refuses connections is unhealthy only after several checks. */
    private static final Duration HEALTH_PATIENCE = Duration.ofMillis(500);

    private final Supplier<ControlCalls> calls;
    private final Scope scope;
    private final Supplier<URI> endpoint;
    private final Executor controlThread;

    /**
     * Applies descriptions by {@code calls} on {@code controlThread}, which cancels a Future that it will not run.
     *
     * @param scope where everything is made
     * @param endpoint of the emulator
     */
    public Descriptions(Supplier<ControlCalls> calls, Scope scope, Supplier<URI> endpoint, Executor controlThread) {
        this.calls = calls;
        this.scope = scope;
        this.endpoint = endpoint;
        this.controlThread = controlThread;
    }

    private Application application() {
        return new Application(calls.get(), scope, endpoint);
    }

    private DocumentImports imports() {
        return new DocumentImports(calls.get(), scope);
    }

    private Readiness readiness() {
        return new Readiness(calls.get(), scope);
    }

    /**
     * Makes the emulator like {@code description}, all of it or nothing.
     *
     * @throws DescriptionFailure if that cannot be; nothing has changed
     * @throws RejectedExecutionException if the emulator stops
     */
    public Applied apply(Description description) {
        return onControlThread(() -> application().apply(description));
    }

    /** What {@link #apply} would refuse of {@code description}, of the control operations' refusals the first. */
    public List<Mistake> mistakes(Description description) {
        return onControlThread(() -> application().mistakes(description));
    }

    /** As {@link #apply}, to be called on the control thread. */
    public Applied applyHere(Description description) {
        return application().apply(description);
    }

    /**
     * Makes an API from an OpenAPI document and deploys it; where there is an API of that name already it is overwritten.
     *
     * @param document JSON or YAML
     * @param source what it is known by; the API that was made of it before is overwritten, whatever it is called
     * @return the API
     * @throws io.underpass.aws.AwsError if the document is refused; nothing has changed
     */
    public ImportedApi importOpenApi(String document, String stage, Optional<String> source) {
        return onControlThread(() -> imports().put(document, stage, source));
    }

    /** Removes what was made of the document that is known by {@code source}. */
    public void removeImported(String source) {
        onControlThread(() -> imports().remove(source));
    }

    /**
     * Waits until the links and load balancers of {@code applied} serve, and a moment more until the health of its targets
     * was looked at, where these answer at all.
     *
     * @param time how long to wait for links and load balancers, by the real clock; without what passes while the machine
     *     stands still, up to five times as long
     * @return whether they serve
     */
    public boolean awaitReady(Applied applied, Duration time) {
        boolean serves = await(() -> readiness().serves(applied), time);
        if (serves) {
            await(() -> readiness().knowsHealth(applied), HEALTH_PATIENCE);
        }
        return serves;
    }

    /**
     * Waits until the health of all targets in use was looked at.
     *
     * @param time how long to wait, by the real clock; without what passes while the machine stands still, up to five times
     *     as long
     * @return whether it came about
     */
    public boolean awaitHealth(Duration time) {
        return await(() -> readiness().knowsAllHealth(), time);
    }

    private boolean await(Supplier<Boolean> condition, Duration time) {
        Patience patience = new Patience(time, System::nanoTime);
        while (!onControlThread(condition)) {
            if (patience.isOver() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    private <T> T onControlThread(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        controlThread.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // What has begun comes to its end.
                }
            }
        } catch (CancellationException e) {
            throw new RejectedExecutionException("closed before it was this call's turn", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("Underpass failed: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
