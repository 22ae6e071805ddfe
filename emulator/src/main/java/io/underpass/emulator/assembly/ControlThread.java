package io.underpass.emulator.assembly;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
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

    /** Runs {@code call} after those before it; throws RejectedExecutionException where the queue is full or closed. */
    @Override
    public void execute(Runnable call) {
        executor.execute(() -> run(call));
    }

    private static void run(Runnable call) {
        try {
            call.run();
        } catch (RejectedExecutionException e) {
            // The event loop that waits for the outcome has ended, and the connection with it.
        }
    }

    /**
     * What {@code call} gives, once it is its turn. Must not be called on this thread, nor on an event loop.
     *
     * @throws RejectedExecutionException where the queue is full or closed
     * @throws ExecutionException around what {@code call} throws
     */
    public <T> T call(Callable<T> call) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(call);
        execute(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted while a control call was running", e);
        }
    }

    /** Lets the calls that were taken finish, within bounds. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
