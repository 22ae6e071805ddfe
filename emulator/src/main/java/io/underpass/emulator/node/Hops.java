package io.underpass.emulator.node;

import io.underpass.aws.RandomIds;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last requests that went to nodes, so that what a node reports finds the Journal's entry. Ids of another run of the
 * edge find nothing.
 *
 * <p>Threads: safe, never waits.
 */
final class Hops {

    private static final int RUN_DIGITS = 8;

    private final AtomicReferenceArray<Hop> ring;
    private final AtomicLong next = new AtomicLong();
    private final String run;

    /**
     * None yet.
     *
     * @param mark what ids begin with, and what makes them hard to guess
     */
    Hops(int capacity, String mark) {
        this.ring = new AtomicReferenceArray<>(capacity);
        this.run = mark
                + new RandomIds(() -> ThreadLocalRandom.current().nextLong()).hex(RUN_DIGITS)
                + '-';
    }

    /** A hop to {@code where}. */
    Hop begin(String where) {
        long number = next.getAndIncrement();
        Hop hop = new Hop(run + number, where);
        ring.set((int) (number % ring.length()), hop);
        return hop;
    }

    /** The hop of this id, while it is remembered. */
    Optional<Hop> find(String id) {
        if (!id.startsWith(run)) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(id.substring(run.length()));
            return Optional.ofNullable(number < 0 ? null : ring.get((int) (number % ring.length())))
                    .filter(hop -> hop.id().equals(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
