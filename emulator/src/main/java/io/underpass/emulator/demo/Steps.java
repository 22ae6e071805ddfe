package io.underpass.emulator.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the steps of a tutorial, and waits for what takes a while.
 *
 * <p>Threads: blocking; for the thread of the command line.
 *
 * @param out told of each step
 * @param patience how long to wait for one thing
 */
record Steps(PrintStream out, Duration patience) {

    private static final Duration POLL = Duration.ofMillis(50);

    /** Tells a step. */
    void tell(String text) {
        out.println("  " + text);
    }

    /** Asks for the state of {@code what} until it is one of {@code wanted}. */
    void await(String what, Set<String> wanted, Supplier<String> state) {
        long deadline = System.nanoTime() + patience.toNanos();
        String seen = state.get();
        while (!wanted.contains(seen)) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(what + " is " + seen + " after " + patience.toSeconds() + " s, not "
                        + String.join(" or ", wanted));
            }
            pause(what);
            seen = state.get();
        }
        tell("    " + what + " is " + seen);
    }

    private static void pause(String what) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("waiting for " + what + " was interrupted");
        }
    }
}
