package io.underpass.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Who may use an emulator that several share: one test at a time, or one class whose {@code @BeforeAll} methods run. JUnit does
 * not say when those have ended, so the class keeps its turn until the first of its tests or nested classes takes it over.
 *
 * <p>Threads: safe.
 */
final class Turns {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** After so long the tests of a class that keeps its turn may well wait for whoever waits here, for a lock of JUnit's. */
    private static final Duration KEPT_LIMIT = Duration.ofMinutes(1);

    private final Semaphore turn = new Semaphore(1);
    private Optional<String> keeper = Optional.empty(); // Guarded by this.

    /**
     * Waits for the turn, or takes it over from the class that keeps it for {@code context}.
     *
     * @throws IllegalStateException if it does not come in ten minutes, or the thread is interrupted
     */
    void take(ExtensionContext context) {
        if (takeOver(context)) {
            return;
        }
        try {
            if (turn.tryAcquire(KEPT_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || takeAway()) {
                return;
            }
            if (!turn.tryAcquire(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "another test has kept the emulator for more than " + LIMIT.toMinutes() + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another test had the emulator", e);
        }
    }

    /** The class of {@code context}, which has the turn, keeps it for what is in it. */
    synchronized void keepFor(ExtensionContext context) {
        keeper = Optional.of(context.getUniqueId());
    }

    /** Whether nothing in the class of {@code context} has taken the turn over yet. */
    synchronized boolean isKeptFor(ExtensionContext context) {
        return keeper.equals(Optional.of(context.getUniqueId()));
    }

    void release() {
        turn.release();
    }

    private synchronized boolean takeOver(ExtensionContext context) {
        Optional<ExtensionContext> each = Optional.of(context);
        while (each.isPresent()) {
            if (isKeptFor(each.get())) {
                keeper = Optional.empty();
                return true;
            }
            each = each.get().getParent();
        }
        return false;
    }

    private synchronized boolean takeAway() {
        boolean kept = keeper.isPresent();
        keeper = Optional.empty();
        return kept;
    }
}
