package io.underpass.alb.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that stands still until it is told to pass. */
final class ManualTimer implements Timer {

    private record Task(long dueNanos, int order, Runnable task) {}

    private final List<Task> tasks = new ArrayList<>();
    private long nowNanos;
    private int order;

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Task scheduled = new Task(nowNanos + delay.toNanos(), order++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    /** Runs what is due now. */
    void run() {
        pass(Duration.ZERO);
    }

    /** Lets {@code time} pass, running tasks in their order. */
    void pass(Duration time) {
        long until = nowNanos + time.toNanos();
        for (Optional<Task> next = next(until); next.isPresent(); next = next(until)) {
            nowNanos = Math.max(nowNanos, next.get().dueNanos());
            tasks.remove(next.get());
            next.get().task().run();
        }
        nowNanos = until;
    }

    int pending() {
        return tasks.size();
    }

    private Optional<Task> next(long until) {
        return tasks.stream()
                .filter(task -> task.dueNanos() <= until)
                .min(Comparator.comparingLong(Task::dueNanos).thenComparingInt(Task::order));
    }
}
