package io.underpass.emulator.clock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Time that is made to pass: what falls due is done on the way.
 *
 * <p>Threads: guarded by its clock.
 */
final class Passage {

    final Hands.Stopped from;
    final Hands.Stopped until;
    /** Where the hands stand afterwards; asked once, at the end. */
    final Function<Hands.Stopped, Hands> after;
    /** Whether time goes on afterwards. */
    final boolean goesOn;
    /** Gives how many tasks fell due. */
    final CompletableFuture<Integer> over = new CompletableFuture<>();

    int done;

    Passage(Hands.Stopped from, Hands.Stopped until, boolean goesOn, Function<Hands.Stopped, Hands> after) {
        this.from = from;
        this.until = until;
        this.goesOn = goesOn;
        this.after = after;
    }

    /** Where the hands stand while a task is run that is due at {@code dueNanos}; at the end once {@code limit} were run. */
    Hands.Stopped at(long dueNanos, int limit) {
        return done >= limit ? until : from.plus(Duration.ofNanos(Math.max(0, dueNanos - from.nanos())));
    }
}
