package io.underpass.emulator.logs;

import io.underpass.alb.LoadBalancerLogs;
import io.underpass.gateway.StageLogs;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what stages and load balancers log, on a thread of its own. Who logs never waits: what finds no place in the queue is dropped and
 * counted.
 *
 * <p>Threads: safe.
 */
public final class LogWriter implements StageLogs, LoadBalancerLogs, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    private static final int QUEUE = 8192;
    private static final long MAX_WAITING_CHARACTERS = 16L * 1024 * 1024;
    private static final long IDLE_MILLIS = 200;

    /** Nothing to be written; it wakes the thread. */
    private static final Entry WAKE =
            new Entry(new LogName.OfStage(new StageLogs.Log(StageLogs.Kind.ACCESS, "", "")), List.of(), 0);

    private static final long LAST_LINES_MILLIS = 2000;

    /** Eight digits and letters. */
    private static final long FIRST_ID = 36L * 36 * 36 * 36 * 36 * 36 * 36;

    private static final long LAST_ID = FIRST_ID * 36;

    private record Entry(LogName log, List<String> lines, long characters) {}

    private final BlockingQueue<Entry> queue;
    private final AtomicLong waitingCharacters = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long forgotten;
    private final LogOutput output;
    private final Thread thread;
    private final String id =
            Long.toString(ThreadLocalRandom.current().nextLong(FIRST_ID, LAST_ID), Character.MAX_RADIX);
    private volatile boolean closing;
    private long reported;

    /** A writer to {@code output}, which it closes. */
    public LogWriter(LogOutput output) {
        this(output, QUEUE);
    }

    LogWriter(LogOutput output, int capacity) {
        this.output = output;
        this.queue = new ArrayBlockingQueue<>(capacity);
        thread = new Thread(this::run, "underpass-logs");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void write(StageLogs.Log log, List<String> lines) {
        take(new LogName.OfStage(log), lines);
    }

    @Override
    public void write(LoadBalancerLogs.Log log, Instant at, String line) {
        take(new LogName.OfLoadBalancer(log, LoadBalancerLogs.Log.endOfInterval(at), id), List.of(line));
    }

    private void take(LogName log, List<String> lines) {
        long characters = 0;
        for (String line : lines) {
            characters += line.length();
        }
        if (waitingCharacters.addAndGet(characters) > MAX_WAITING_CHARACTERS
                || closing
                || !queue.offer(new Entry(log, lines, characters))) {
            waitingCharacters.addAndGet(-characters);
            dropped.addAndGet(lines.size());
        }
    }

    /** How many lines were dropped so far. */
    public long dropped() {
        return dropped.get() - forgotten;
    }

    /** Begins to count anew what is dropped. */
    public void forget() {
        forgotten = dropped.get();
    }

    private void run() {
        try {
            while (true) {
                Entry next = queue.poll();
                if (next == null) {
                    output.flush();
                    report();
                    if (closing) {
                        return;
                    }
                    next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
                if (next != null && !next.lines().isEmpty()) {
                    waitingCharacters.addAndGet(-next.characters());
                    write(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            output.close();
        }
    }

    /** A disk that is full now may not be later. */
    private void write(Entry entry) {
        try {
            output.write(entry.log(), entry.lines());
        } catch (IOException e) {
            if (dropped.getAndAdd(entry.lines().size()) == reported) {
                LOG.warn("{} cannot be written: {}", entry.log().text(), e.toString());
            }
        }
    }

    private void report() {
        long now = dropped.get();
        if (now != reported) {
            LOG.warn(
                    "{} lines of logs were dropped since they came faster than they were written, or"
                            + " could not be written",
                    now - reported);
            reported = now;
        }
    }

    /** Takes no more lines and lets those that were taken be written, within bounds. */
    @Override
    public void close() {
        closing = true;
        queue.offer(WAKE); // where it is full nobody sleeps
        try {
            thread.join(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
