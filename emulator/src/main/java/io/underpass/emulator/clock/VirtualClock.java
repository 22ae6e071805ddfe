package io.underpass.emulator.clock;

import io.underpass.alb.data.EventLoopTimer;
import io.underpass.alb.data.Timer;
import io.underpass.wire.EventLoops;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The time of the emulated world. It is the machine's until it is moved: by {@link #advance}, for instance, within which
 * everything is done that falls due on the way, in its order. By it go health checks, deregistration delays, slow starts,
 * the age of cookies, tokens and certificates, caches, token buckets and quotas, the making of links and load balancers,
 * and the sleep of links. What sockets take, and how long anybody waits for an answer, goes by the machine.
 *
 * <p>In {@link #advance} each health check is waited for, a real one: a target that does not answer takes its whole
 * timeout. Of very long times only the first {@value #MOST_TASKS} tasks are run when they are due; each of the others is
 * run once, at the end.
 *
 * <p>Load balancers on nodes follow, each with its own health checks and delays, once everything here is done. Those that
 * are there are waited for; {@link #behind} names those that have not followed, which do so when they can.
 *
 * <p>Threads: safe. The methods that move the clock wait for each other and must not be called from an event loop; when
 * one returns, every event loop goes by the new time. Reading never waits.
 */
public final class VirtualClock implements InstantSource {

    private static final int MOST_TASKS = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofDays(36_500);

    private final EventLoops loops;
    private final TreeSet<Appointment> appointments = new TreeSet<>(); // Guarded by this, as are those below.
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);
    private @Nullable Passage passage;
    private int working;
    private volatile Function<Instant, CompletionStage<?>> setBack = instant -> CompletableFuture.completedFuture(null);
    private volatile Followers followers = Followers.NONE;
    private long appointed;

    /**
     * Where it was moved to; null while it is the machine's. Written under the lock and, since every request reads it,
     * read without: a change is over only when each event loop has run a task that began after it.
     */
    private @Nullable Hands hands;

    /** The machine's time, for what runs on {@code loops}. */
    public VirtualClock(EventLoops loops) {
        this.loops = loops;
    }

    @Override
    public long millis() {
        Hands moved = hands;
        return moved == null ? System.currentTimeMillis() : moved.instant().toEpochMilli();
    }

    @Override
    public Instant instant() {
        Hands moved = hands;
        return moved == null ? Instant.now() : moved.instant();
    }

    /** Whether time stands still. */
    public synchronized boolean isFrozen() {
        return passage == null ? hands instanceof Hands.Stopped : !passage.goesOn;
    }

    /** How much later it is than on the machine; negative where it is earlier. */
    public Duration ahead() {
        Hands moved = hands;
        if (moved == null) {
            return Duration.ZERO;
        }
        return moved instanceof Hands.Running running
                ? running.ahead()
                : Duration.between(Instant.now(), moved.instant());
    }

    /**
     * Lets {@code time} pass and does what falls due.
     *
     * @throws IllegalArgumentException if {@code time} is negative, or more than a hundred years
     */
    public void advance(Duration time) {
        await(advanceLater(time));
    }

    /**
     * Makes it {@code instant}. Where that is later, time passes as by {@link #advance}. Where it is earlier, nothing
     * falls due, and what waits for its time waits as long as before; what requests have left behind would be of a time to
     * come and is forgotten, as by {@link io.underpass.emulator.Underpass#forget()}, but for the Journal and the faults; what
     * was made, or deregistered, later than that counts as if it had long been. Cookies and tokens that clients hold already
     * are good for longer.
     */
    public void setTo(Instant instant) {
        await(setLater(instant));
    }

    /** Stops time; {@link #advance} and {@link #setTo} move it all the same. */
    public void freeze() {
        await(freezeLater());
    }

    /** Lets time pass again as on the machine, from where it stands. */
    public void resume() {
        await(resumeLater());
    }

    /** Makes it the machine's time again, which may be earlier: see {@link #setTo}. */
    public void reset() {
        await(resetLater());
    }

    /**
     * As {@link #advance}, without waiting.
     *
     * @return gives how many tasks fell due
     */
    public CompletableFuture<Integer> advanceLater(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not advance by " + time + ": set it instead");
        }
        checked(time);
        return change(() -> pass(from -> from.plus(time)));
    }

    /** As {@link #setTo}, without waiting. */
    public CompletableFuture<Integer> setLater(Instant instant) {
        checked(Duration.between(Instant.now(), instant));
        return change(() -> instant.isBefore(instant()) ? goBack(instant) : pass(from -> from.until(instant)));
    }

    private static Duration checked(Duration time) {
        if (time.abs().compareTo(MOST) > 0) {
            throw new IllegalArgumentException("time moves by " + MOST.toDays() + " days at most, not by " + time);
        }
        return time;
    }

    private synchronized CompletableFuture<Integer> goBack(Instant instant) {
        Hands.Stopped earlier = new Hands.Stopped(instant, nanos());
        moveTo(hands instanceof Hands.Stopped ? earlier : earlier.go());
        return settledEarlier();
    }

    /** Each event loop goes by the new time, and nothing is known of later ones. */
    private CompletableFuture<Integer> settledEarlier() {
        return settled().thenCompose(nothing -> setBack.apply(instant())).thenApply(nothing -> 0);
    }

    /**
     * Names who forgets what has come about since the instant that he is told, whenever time has gone back.
     *
     * @param forgetting completes once that is done; called on any thread
     */
    public void whenSetBack(Function<Instant, CompletionStage<?>> forgetting) {
        setBack = forgetting;
    }

    /** Names who goes by this clock elsewhere. */
    public void followedBy(Followers others) {
        followers = others;
    }

    /** The names of the load balancers on nodes that are there and have yet to follow. */
    public List<String> behind() {
        return followers.behind();
    }

    /**
     * Makes it what a clock of another process shows; what falls due on the way is done, as by {@link #setTo}. Nothing is
     * forgotten where that is earlier: who leads says so.
     *
     * @return gives how many tasks fell due
     */
    public CompletableFuture<Integer> followLater(ShownTime time) {
        if (time.stopped().isPresent()) {
            return change(() -> follow(time.stopped().get(), false, stopped -> stopped));
        }
        if (time.ahead().isPresent()) {
            Duration ahead = time.ahead().get();
            return change(() -> follow(Instant.now().plus(ahead), true, stopped -> stopped.go(ahead)));
        }
        return change(() -> {
            toTheMachines();
            return settled();
        });
    }

    private CompletableFuture<Integer> follow(Instant instant, boolean goesOn, Function<Hands.Stopped, Hands> after) {
        synchronized (this) {
            if (instant.isBefore(instant())) {
                moveTo(after.apply(new Hands.Stopped(instant, nanos())));
                return settled();
            }
        }
        return pass(from -> from.until(instant), goesOn, after);
    }

    /** What it shows, for those who follow; while time is made to pass, where it stands just now. */
    public synchronized ShownTime shown() {
        if (hands instanceof Hands.Stopped stopped) {
            return new ShownTime(Optional.empty(), Optional.of(stopped.instant()));
        }
        return hands instanceof Hands.Running running
                ? new ShownTime(Optional.of(running.ahead()), Optional.empty())
                : ShownTime.MACHINE;
    }

    /** As {@link #freeze}, without waiting. */
    public CompletableFuture<Integer> freezeLater() {
        return change(() -> {
            synchronized (this) {
                moveTo(new Hands.Stopped(instant(), nanos()));
                return settled();
            }
        });
    }

    /** As {@link #resume}, without waiting. */
    public CompletableFuture<Integer> resumeLater() {
        return change(() -> {
            synchronized (this) {
                if (hands instanceof Hands.Stopped stopped) {
                    moveTo(stopped.go());
                }
                return settled();
            }
        });
    }

    /** As {@link #reset}, without waiting. */
    public CompletableFuture<Integer> resetLater() {
        return change(() -> {
            synchronized (this) {
                boolean goesBack = hands != null && instant().isAfter(Instant.now());
                toTheMachines();
                return goesBack ? settledEarlier() : settled();
            }
        });
    }

    private synchronized void toTheMachines() {
        long back = nanos() - System.nanoTime();
        appointments.forEach(appointment -> appointment.dueNanos -= back);
        moveTo(null);
    }

    /** This clock's time for what runs on {@code loop}, an event loop. */
    public Timer timer(ScheduledExecutorService loop) {
        return new WorldTimer(loop);
    }

    private static void await(CompletableFuture<?> change) {
        try {
            change.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("what falls due is not done after " + PATIENCE, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the clock cannot be moved: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the clock was being moved", e);
        }
    }

    /** One after the other, whether or not those before have failed. */
    private synchronized CompletableFuture<Integer> change(Supplier<CompletableFuture<Integer>> change) {
        CompletableFuture<Integer> next = lastChange
                .handle((result, failure) -> failure)
                .thenCompose(before -> followers.ready())
                .thenCompose(ready -> change.get())
                .handle((due, failure) -> followers
                        .follow(shown()) // Also where it has failed: the hands may have moved before.
                        .thenCompose(followed -> failure == null
                                ? CompletableFuture.completedFuture(due)
                                : CompletableFuture.<Integer>failedFuture(failure)))
                .thenCompose(due -> due);
        lastChange = next;
        return next;
    }

    private CompletableFuture<Integer> settled() {
        return loops.settled().thenApply(nothing -> 0);
    }

    private CompletableFuture<Integer> pass(UnaryOperator<Hands.Stopped> end) {
        boolean goesOn;
        synchronized (this) {
            goesOn = !(hands instanceof Hands.Stopped);
        }
        return pass(end, goesOn, goesOn ? Hands.Stopped::go : stopped -> stopped);
    }

    private CompletableFuture<Integer> pass(
            UnaryOperator<Hands.Stopped> end, boolean goesOn, Function<Hands.Stopped, Hands> after) {
        Passage begun;
        synchronized (this) {
            Hands.Stopped from = new Hands.Stopped(instant(), nanos());
            begun = new Passage(from, end.apply(from), goesOn, after);
            passage = begun;
            moveTo(from);
        }
        goOn();
        return begun.over.thenCompose(done -> loops.settled().thenApply(nothing -> done));
    }

    /** Runs the next task that is due, unless something is still at work. */
    private void goOn() {
        Passage current;
        Appointment due;
        synchronized (this) {
            current = passage;
            if (current == null || working > 0) {
                return;
            }
            due = appointments.isEmpty() ? null : appointments.first();
            if (due == null || due.dueNanos - current.until.nanos() > 0) {
                passage = null;
                moveTo(current.after.apply(current.until));
                due = null;
            } else {
                appointments.remove(due);
                hands = current.at(due.dueNanos, MOST_TASKS);
                current.done++;
                working++;
            }
        }
        if (due == null) {
            current.over.complete(current.done);
        } else {
            run(due, current);
        }
    }

    private void run(Appointment due, Passage current) {
        try {
            due.loop.execute(() -> {
                try {
                    due.task.run();
                } finally {
                    worked();
                }
            });
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                passage = null;
            }
            current.over.completeExceptionally(new IllegalStateException("the event loops have ended", e));
        }
    }

    private void worked() {
        synchronized (this) {
            working--;
        }
        goOn();
    }

    private synchronized Runnable work() {
        working++;
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (!over.getAndSet(true)) {
                worked();
            }
        };
    }

    /** Guarded by this. */
    private long nanos() {
        return hands == null ? System.nanoTime() : hands.nanos();
    }

    /** Guarded by this. */
    private void moveTo(@Nullable Hands next) {
        hands = next;
        List<Appointment> all = new ArrayList<>(appointments);
        all.forEach(Appointment::silence);
        if (!(next instanceof Hands.Stopped)) {
            all.forEach(this::setAlarm);
        }
    }

    /** Guarded by this. */
    private void setAlarm(Appointment appointment) {
        try {
            long left = Math.max(0, appointment.dueNanos - nanos());
            appointment.alarm = appointment.loop.schedule(() -> ring(appointment), left, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            appointments.remove(appointment); // The event loop is shut down: time has ended.
        }
    }

    private void ring(Appointment appointment) {
        synchronized (this) {
            if (hands instanceof Hands.Stopped || !appointments.remove(appointment)) {
                return; // The clock was stopped, or the task taken back, while the alarm was on its way.
            }
        }
        appointment.task.run();
    }

    private synchronized Timer.Cancellable appoint(ScheduledExecutorService loop, Duration delay, Runnable task) {
        Appointment appointment = new Appointment(loop, task, nanos() + delay.toNanos(), appointed++);
        appointments.add(appointment);
        if (!(hands instanceof Hands.Stopped)) {
            setAlarm(appointment);
        }
        return () -> cancel(appointment);
    }

    private synchronized void cancel(Appointment appointment) {
        if (appointments.remove(appointment)) {
            appointment.silence();
        }
    }

    /** What is to be done at once is at work, and time does not pass over it. */
    private Timer.Cancellable atOnce(ScheduledExecutorService loop, Runnable task) {
        Runnable done = work();
        AtomicBoolean open = new AtomicBoolean(true);
        try {
            loop.execute(() -> {
                try {
                    if (open.getAndSet(false)) {
                        task.run();
                    }
                } finally {
                    done.run();
                }
            });
        } catch (RejectedExecutionException e) {
            done.run();
        }
        return () -> open.set(false);
    }

    private final class WorldTimer implements Timer {

        private final ScheduledExecutorService loop;
        private final Timer machine;

        WorldTimer(ScheduledExecutorService loop) {
            this.loop = loop;
            this.machine = new EventLoopTimer(loop);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return delay.isZero() || delay.isNegative() ? atOnce(loop, task) : appoint(loop, delay, task);
        }

        @Override
        public Timer machine() {
            return machine;
        }

        @Override
        public Runnable working() {
            return work();
        }
    }
}
