package io.underpass.emulator.journal;

import io.underpass.aws.Ids;
import io.underpass.wire.Exchange;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Remembers the last exchanges in a ring: writing is one slot, reading renders.
 *
 * <p>Threads: safe; {@link #completed} is called on event loops and never waits.
 */
public final class Journal implements ExchangeObserver {

    private final AtomicReferenceArray<JournalEntry> ring;
    private final AtomicLong written = new AtomicLong();
    private final InstantSource clock;
    private final Ids ids;
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private volatile long forgotten; // The entries before this one are not shown.

    /** A journal of the last {@code capacity} exchanges. */
    public Journal(int capacity, InstantSource clock, Ids ids) {
        this.ring = new AtomicReferenceArray<>(capacity);
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes an exchange whose trail says anything; control and admin calls leave theirs empty. */
    @Override
    public void completed(Exchange exchange, Completion completion) {
        if (exchange.trail().size() == 0) {
            return;
        }
        add(
                clock.millis(),
                exchange.peer().remote(),
                exchange.request().method().name(),
                exchange.request().target(),
                completion,
                exchange.trail(),
                exchange.trail().startedAtNanos());
    }

    /**
     * Takes an exchange that another process has seen.
     *
     * @param client the address and port of its client
     * @param trail leads to what that process tells
     */
    public void add(
            long endedAtMillis, String client, String httpMethod, String target, Completion completion, Trail trail) {
        InetSocketAddress address = HostAndPort.parse(client)
                .map(parsed -> InetSocketAddress.createUnresolved(
                        parsed.host(), parsed.port().orElse(0)))
                .orElseGet(() -> InetSocketAddress.createUnresolved(client, 0));
        long begun = System.nanoTime() - completion.durationNanos();
        add(endedAtMillis, address, httpMethod, target, completion, trail, begun);
    }

    private void add(
            long endedAtMillis,
            InetSocketAddress client,
            String httpMethod,
            String target,
            Completion completion,
            Trail trail,
            long startedAtNanos) {
        String noted = requestId(trail);
        long number = written.getAndIncrement();
        JournalEntry entry = new JournalEntry(
                number,
                noted.isEmpty() ? ids.uuid() : noted,
                endedAtMillis,
                client,
                httpMethod,
                target,
                completion,
                trail,
                startedAtNanos);
        ring.set((int) (number % ring.length()), entry);
        if (!waiting.isEmpty()) {
            waiting.forEach(waiter -> waiter.offer(entry));
        }
    }

    /** The id that the trail names, which is among the first that is written down; empty where it names none. */
    private static String requestId(Trail trail) {
        for (int i = 0; i < trail.size(); i++) {
            if (trail.name(i).equals(JournalEntry.REQUEST_ID)) {
                return String.valueOf(trail.value(i));
            }
        }
        return "";
    }

    /** The newest {@code limit} entries that {@code filter} lets through, newest first. */
    public List<JournalEntry> newest(JournalFilter filter, int limit) {
        List<JournalEntry> entries = new ArrayList<>();
        long newest = written.get() - 1;
        long oldest = Math.max(forgotten, newest - ring.length() + 1);
        for (long n = newest; n >= oldest && entries.size() < limit; n--) {
            JournalEntry entry = ring.get((int) (n % ring.length()));
            if (entry != null && entry.number() >= oldest && entry.number() <= newest && filter.accepts(entry)) {
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    /** Where the Journal stands: what is written from now on comes {@link #since} this mark. */
    public long mark() {
        return written.get();
    }

    /** The entries since {@code mark}, in the order in which the exchanges ended, as far as they are remembered. */
    public List<JournalEntry> since(long mark) {
        return newest(JournalFilter.ALL, ring.length()).stream()
                .filter(entry -> entry.number() >= mark)
                .sorted(Comparator.comparingLong(JournalEntry::number))
                .toList();
    }

    /**
     * The newest entry that {@code filter} lets through; where there is none, the next one. An exchange is written down
     * when all of its answer has been handed to the network, so that a client may have the answer a moment before.
     *
     * @param patience for how long it is waited for, in the machine's time; then it is empty
     */
    public Optional<JournalEntry> await(JournalFilter filter, Duration patience) {
        return await(() -> newest(filter, 1).stream().findFirst(), filter::accepts, patience);
    }

    /**
     * The entries since {@code mark}, once there are {@code count} of them; those that there are where that takes longer
     * than {@code patience}, in the machine's time.
     */
    public List<JournalEntry> await(long mark, int count, Duration patience) {
        await(
                () -> Optional.of(since(mark)).filter(entries -> entries.size() >= count),
                entry -> entry.number() >= mark,
                patience);
        return since(mark);
    }

    /** Looks whenever an entry is written that may be one of those wanted. */
    private <T> Optional<T> await(Supplier<Optional<T>> look, Predicate<JournalEntry> relevant, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Waiting waiter = new Waiting(relevant);
        waiting.add(waiter);
        try {
            while (true) {
                Optional<T> found = look.get();
                if (found.isPresent() || !waiter.untilSomethingCame(deadline - System.nanoTime())) {
                    return found.or(look);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            waiting.remove(waiter);
        }
    }

    /** Forgets all entries; marks stay right. */
    public void clear() {
        forgotten = written.get();
        for (int i = 0; i < ring.length(); i++) {
            JournalEntry entry = ring.get(i);
            if (entry != null && entry.number() < forgotten) {
                ring.compareAndSet(i, entry, null);
            }
        }
    }

    /** Somebody who waits. Threads: safe. */
    private record Waiting(Predicate<JournalEntry> relevant, Semaphore came) {

        Waiting(Predicate<JournalEntry> relevant) {
            this(relevant, new Semaphore(0));
        }

        void offer(JournalEntry entry) {
            if (relevant.test(entry)) {
                came.release();
            }
        }

        boolean untilSomethingCame(long nanos) throws InterruptedException {
            return came.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        }
    }

    /** The entry of the request {@code requestId}, while it is remembered. */
    public Optional<JournalEntry> find(String requestId) {
        return newest(JournalFilter.ALL.withRequestId(requestId), 1).stream().findFirst();
    }
}
