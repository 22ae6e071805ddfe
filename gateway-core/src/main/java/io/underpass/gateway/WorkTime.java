package io.underpass.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that a piece of work may burn on the thread that does it. What the machine stands still, or gives to other threads,
 * does not count until {@value #WALL_LIMITS} times as much has passed by the wall; then the time is over as well. Where a
 * thread's CPU time is not known, all that passes counts. An interrupted thread has no time left.
 *
 * <p>A look costs little: the CPU's clock is asked only when enough has passed by the wall that the limit may be reached.
 *
 * <p>Threads: confined to the one that made it.
 */
public final class WorkTime {

    /** How often the limit fits into the most that may pass by the wall. */
    private static final int WALL_LIMITS = 5;

    /** Most work is done in this part of its limit, without a single look at the CPU's clock; the part counts as burnt. */
    private static final int SHORT_WORK_PARTS = 10;

    private final LongSupplier wall;
    private final LongSupplier cpu;
    private final long limitNanos;
    private final long wallLimitNanos;
    private final long begunNanos;
    private long nextReadingNanos;
    private boolean isCounted;
    private long burntFromNanos;

    /** Begins now, on this thread. */
    public WorkTime(Duration limit) {
        this(limit, System::nanoTime, CpuTime::nanos);
    }

    /**
     * With clocks of its own.
     *
     * @param cpu nanoseconds that this thread has burnt; negative where that is not known
     */
    WorkTime(Duration limit, LongSupplier wall, LongSupplier cpu) {
        this.wall = wall;
        this.cpu = cpu;
        this.limitNanos = limit.toNanos();
        this.wallLimitNanos = limit.multipliedBy(WALL_LIMITS).toNanos();
        this.begunNanos = wall.getAsLong();
        this.nextReadingNanos = limitNanos / SHORT_WORK_PARTS;
    }

    /** Whether the work has to end. */
    public boolean isOver() {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        long passed = wall.getAsLong() - begunNanos;
        return passed >= nextReadingNanos && isSpent(passed);
    }

    private boolean isSpent(long passed) {
        if (passed >= wallLimitNanos) {
            return true;
        }
        long now = cpu.getAsLong();
        if (now < 0) {
            nextReadingNanos = limitNanos;
            return passed >= limitNanos;
        }
        if (!isCounted) {
            isCounted = true;
            burntFromNanos = now - limitNanos / SHORT_WORK_PARTS;
        }
        // One thread burns no faster than time passes.
        long left = limitNanos - (now - burntFromNanos);
        nextReadingNanos = Math.min(passed + left, wallLimitNanos);
        return left <= 0;
    }

    /** The JVM's, loaded by the first work that is not short. */
    private static final class CpuTime {

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static long nanos() {
            try {
                return THREADS.getCurrentThreadCpuTime();
            } catch (UnsupportedOperationException e) {
                return -1;
            }
        }
    }
}
