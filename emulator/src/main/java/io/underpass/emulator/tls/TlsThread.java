package io.underpass.emulator.tls;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where keys, certificates and what else of TLS takes its time is made: a thread of its own, which ends when there is
 * nothing to do.
 *
 * <p>Threads: safe.
 */
public final class TlsThread implements Executor, AutoCloseable {

    private static final int MAX_WAITING = 1024;
    private static final Duration LAST_WORK = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor executor;

    /** Starts nothing yet. */
    public TlsThread() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MAX_WAITING), TlsThread::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Ends what waits, and waits for what is being made, within bounds. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** What {@code work} gives or throws; fails where too much waits. */
    <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "underpass-tls");
        thread.setDaemon(true);
        return thread;
    }
}
