package io.underpass.emulator.assembly;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for work that would hold an event loop up. They start with the first work and end when there is none; the
 * queue is bounded, and what finds no place in it is refused.
 *
 * <p>Threads: safe.
 */
final class WorkerThreads implements Executor, AutoCloseable {

    private static final int THREADS = 2;
    private static final int WAITING = 256;

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "underpass-worker");
                thread.setDaemon(true);
                return thread;
            });

    WorkerThreads() {
        executor.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code work} soon; throws RejectedExecutionException where the queue is full or closed. */
    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** Takes no more work and lets what was taken finish: it frees what it holds. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
