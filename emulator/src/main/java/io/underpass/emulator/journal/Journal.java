package io.underpass.emulator.journal;

import io.underpass.aws.Ids;
import io.underpass.wire.Exchange;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

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
                exchange.trail());
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
        add(endedAtMillis, address, httpMethod, target, completion, trail);
    }

    private void add(
            long endedAtMillis,
            InetSocketAddress client,
            String httpMethod,
            String target,
            Completion completion,
            Trail trail) {
        String noted = requestId(trail);
        long number = written.getAndIncrement();
        ring.set(
                (int) (number % ring.length()),
                new JournalEntry(
                        number,
                        noted.isEmpty() ? ids.uuid() : noted,
                        endedAtMillis,
                        client,
                        httpMethod,
                        target,
                        completion,
                        trail));
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
        for (long n = newest; n >= 0 && n > newest - ring.length() && entries.size() < limit; n--) {
            JournalEntry entry = ring.get((int) (n % ring.length()));
            if (entry != null && entry.number() <= newest && filter.accepts(entry)) {
                entries.add(entry);
            }
        }
        return List.copyOf(entries);
    }

    /** The entry of the request {@code requestId}, while it is remembered. */
    public Optional<JournalEntry> find(String requestId) {
        return newest(JournalFilter.ALL.withRequestId(requestId), 1).stream().findFirst();
    }
}
