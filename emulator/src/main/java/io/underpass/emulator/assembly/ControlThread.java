package io.underpass.emulator.assembly;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that runs control calls, one after the other. Its queue is bounded; beyond it calls are refused.
 *
 * <p>Threads: safe.
 */
public final class ControlThread implements Executor, AutoCloseable {

    private static final int QUEUE = 4096;
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                Thread thread = new Thread(task, "underpass-control");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Runs {@code call} after those before it; one that is a {@link Future} is cancelled where it cannot be run any more.
     *
     * @throws RejectedExecutionException where the queue is full or closed
     */
    @Override
    public void execute(Runnable call) {
        executor.execute(new Taken(call));
    }

    /**
     * What {@code call} gives, once it is its turn. Must not be called on this thread, nor on an event loop.
     *
     * @throws RejectedExecutionException where the queue is full or closed, or is closed before it is the call's turn
     * @throws ExecutionException around what {@code call} throws
     */
    public <T> T call(Callable<T> call) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(call);
        execute(task);
        try {
            return task.get();
        } catch (CancellationException e) {
            throw new RejectedExecutionException("closed before it was this call's turn", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted while a control call was running", e);
        }
    }

    /**
     * As {@link #execute}, for who waits: completes once {@code call} has run, and fails where that throws, or is not run
     * any more, or cannot be taken. Does not wait itself.
     */
    public CompletableFuture<Void> submit(Runnable call) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        FutureTask<Void> task = new FutureTask<>(call, null) {
            @Override
            protected void done() {
                try {
                    done.complete(get());
                } catch (ExecutionException e) {
                    done.completeExceptionally(e.getCause());
                } catch (CancellationException | InterruptedException e) {
                    done.completeExceptionally(e);
                }
            }
        };
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Lets the calls that were taken finish, within bounds; those that have not begun by then are cancelled. */
    @Override
    public void close() {
        close(LAST_CALL);
    }

    void close(Duration lastCall) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(lastCall.toMillis(), TimeUnit.MILLISECONDS)) {
                giveUp();
            }
        } catch (InterruptedException e) {
            giveUp();
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp() {
        for (Runnable never : executor.shutdownNow()) {
            if (never instanceof Taken taken && taken.call() instanceof Future<?> awaited) {
                awaited.cancel(false);
            }
        }
    }

    /** A call that was taken. Threads: immutable. */
    private record Taken(Runnable call) implements Runnable {

        @Override
        public void run() {
            try {
                call.run();
            } catch (RejectedExecutionException e) {
                // The event loop that waits for the outcome has ended, and the connection with it.
            }
        }
    }
}
