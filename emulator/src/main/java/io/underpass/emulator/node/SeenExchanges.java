package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpStatusClass;
import io.underpass.emulator.node.Report.ExchangeSeen;
import io.underpass.emulator.node.Report.StepSeen;
import io.underpass.emulator.node.Report.StraightSeen;
import io.underpass.wire.Exchange;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.Failure;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Trail;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the exchanges of a node and remembers the last ones until they are reported. Where there are more than can be
 * reported the oldest are forgotten, and counted.
 *
 * <p>Threads: {@link #completed} is called on event loops and never waits; {@link #take} by one thread at a time.
 */
final class SeenExchanges implements ExchangeObserver {

    private static final int REMEMBERED = 1024;
    private static final long NANOS_PER_MICRO = 1000;

    /** The edge wrote these down itself. */
    private static final Set<String> KNOWN_TO_THE_EDGE =
            Set.of(NodeService.HOP, NodeService.LOAD_BALANCER, NodeService.LISTENER);

    private final AtomicReferenceArray<Seen> ring = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicLong written = new AtomicLong();
    private final LongAdder requests = new LongAdder();
    private final LongAdder success = new LongAdder();
    private final LongAdder redirection = new LongAdder();
    private final LongAdder clientErrors = new LongAdder();
    private final LongAdder serverErrors = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final InstantSource clock;
    private long taken;
    private long forgotten;

    SeenExchanges(InstantSource clock) {
        this.clock = clock;
    }

    private record Seen(long number, Trail trail, Optional<StraightSeen> straight) {}

    @Override
    public void completed(Exchange exchange, Completion completion) {
        requests.increment();
        if (completion.failure().isPresent()) {
            broken.increment();
        } else {
            count(HttpStatusClass.valueOf(completion.status()));
        }
        Trail trail = exchange.trail();
        if (trail.size() == 0) {
            return; // It was malformed; the edge's own Journal has none of these either.
        }
        Optional<StraightSeen> straight =
                trail.name(0).equals(NodeService.HOP) ? Optional.empty() : Optional.of(straight(exchange, completion));
        long number = written.getAndIncrement();
        ring.set((int) (number % REMEMBERED), new Seen(number, trail, straight));
    }

    private StraightSeen straight(Exchange exchange, Completion completion) {
        return new StraightSeen(
                clock.millis(),
                HostAndPort.of(exchange.peer().remote()).toString(),
                exchange.request().method().name(),
                exchange.request().target(),
                completion.status(),
                completion.requestBytes(),
                completion.responseBytes(),
                completion.durationNanos() / NANOS_PER_MICRO,
                completion.failure().map(failure -> failure.kind().name()).orElse(""),
                completion.failure().map(Failure::detail).orElse(""));
    }

    private void count(HttpStatusClass status) {
        switch (status) {
            case SUCCESS -> success.increment();
            case REDIRECTION -> redirection.increment();
            case CLIENT_ERROR -> clientErrors.increment();
            case SERVER_ERROR -> serverErrors.increment();
            default -> {}
        }
    }

    boolean hasMore() {
        return taken < written.get();
    }

    /** The next {@code limit} exchanges that have not been taken. */
    List<ExchangeSeen> take(int limit) {
        List<ExchangeSeen> next = new ArrayList<>();
        long end = written.get();
        if (end - taken > REMEMBERED) {
            forgotten += end - REMEMBERED - taken;
            taken = end - REMEMBERED;
        }
        while (taken < end && next.size() < limit) {
            Seen seen = ring.get((int) (taken % REMEMBERED));
            if (seen == null || seen.number() < taken) {
                break; // Its number is given out, itself not yet written.
            }
            if (seen.number() == taken) {
                next.add(read(seen));
            } else {
                forgotten++;
            }
            taken++;
        }
        return List.copyOf(next);
    }

    Report.Counters counters() {
        return new Report.Counters(
                requests.sum(),
                success.sum(),
                redirection.sum(),
                clientErrors.sum(),
                serverErrors.sum(),
                broken.sum(),
                forgotten);
    }

    private static ExchangeSeen read(Seen seen) {
        Trail trail = seen.trail();
        boolean straight = seen.straight().isPresent();
        List<StepSeen> steps = new ArrayList<>();
        for (int i = 0; i < trail.size(); i++) {
            if (straight || !KNOWN_TO_THE_EDGE.contains(trail.name(i))) {
                steps.add(
                        new StepSeen(trail.name(i), String.valueOf(trail.value(i)), trail.nanos(i) / NANOS_PER_MICRO));
            }
        }
        return new ExchangeSeen(
                straight ? "" : String.valueOf(trail.value(0)),
                steps,
                trail.failedStep(),
                trail.failureReason(),
                seen.straight());
    }
}
