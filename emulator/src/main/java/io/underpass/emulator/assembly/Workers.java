package io.underpass.emulator.assembly;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads for what takes too long for an event loop. They come with the first work and go when there is none; beyond
 * a bound, work is refused.
 *
 * <p>Threads: safe.
 */
public final class Workers implements Executor, AutoCloseable {

    private static final int QUEUE = 1000;
    private static final int IDLE_SECONDS = 30;

    private final AtomicInteger started = new AtomicInteger();
    private final ThreadPoolExecutor executor;

    /** At most {@code threads} at once. */
    public Workers(int threads) {
        executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "underpass-worker-" + started.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code work} on some thread; throws RejectedExecutionException where too much waits already. */
    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** Takes no more work. What has begun ends by itself, within its budget. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
