package io.underpass.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.faults.FaultSites;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.state.EmulatorState;
import io.underpass.emulator.state.StateFailure;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * What can be done to everything at once.
 *
 * <p>Threads: safe. The methods wait for the control thread and must not be called on it, nor on an event loop, except
 * {@link #clear}.
 */
public final class World {

    private final EmulatorState state;
    private final Consumer<Instant> forgetting;
    private final Journal journal;
    private final VirtualClock clock;
    private final Faults faults;
    private final ControlThread controlThread;
    private volatile Optional<JsonNode> start = Optional.empty();

    /** Where the state is read and changed. Threads: safe. */
    public interface ControlThread {

        /** What {@code work} gives there. */
        <T> T call(Callable<T> work) throws ExecutionException;
    }

    /**
     * A world.
     *
     * @param state of all services
     * @param faultSites where something may go wrong
     * @param forgetting forgets what requests have left behind for those from an instant on
     */
    public World(
            EmulatorState state,
            FaultSites faultSites,
            Consumer<Instant> forgetting,
            Journal journal,
            VirtualClock clock,
            ControlThread controlThread) {
        this.state = state;
        this.forgetting = forgetting;
        this.journal = journal;
        this.clock = clock;
        this.faults = new Faults(faultSites);
        this.controlThread = controlThread;
    }

    /** The time. */
    public VirtualClock clock() {
        return clock;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The state of all services, as a document. */
    public String export() {
        return onControlThread(() -> state.export().toPrettyString());
    }

    /**
     * Puts {@code document} in the place of the state of all services.
     *
     * @throws IllegalArgumentException if it is no such document; nothing has changed
     */
    public void restore(String document) {
        onControlThread(() -> {
            state.replace(StateJson.tree(document));
            return true;
        });
    }

    /** What there is now is what the world begins with from now on, instead of nothing. */
    public void beginHere() {
        onControlThread(() -> {
            start = Optional.of(state.export());
            return true;
        });
    }

    /**
     * What of now bears a tag belongs to what the world begins with from now on, instead of what has borne it there; where
     * that does not fit the rest all there is now does.
     */
    public void beginAlsoWithTagged(String tag, String value) {
        onControlThread(() -> {
            JsonNode now = state.export();
            JsonNode begun = start.<JsonNode>map(before -> new Beginning(tag, value).of(before, now))
                    .orElse(now);
            start = Optional.of(state.fits(begun) ? begun : now);
            return true;
        });
    }

    /** Begins anew. */
    public void reset() {
        onControlThread(() -> {
            clear();
            return true;
        });
        faults.awaitEverywhere();
        clock.reset();
    }

    /**
     * Begins anew, with the state of {@code document}.
     *
     * @throws IllegalArgumentException if it is no such document; nothing has changed
     */
    public void reset(String document) {
        onControlThread(() -> {
            state.replace(StateJson.tree(document));
            forgetHere(Instant.now()); // what the clock is about to show
            return true;
        });
        faults.awaitEverywhere();
        clock.reset();
    }

    /** Forgets what requests have left behind; nothing goes wrong any more. */
    public void forget() {
        onControlThread(() -> {
            forgetHere(clock.instant());
            return true;
        });
        faults.awaitEverywhere();
    }

    /**
     * The state of all services is as in the beginning, and everything forgotten but the time, which is to be reset next; to
     * be called on the control thread.
     *
     * @throws StateFailure if that cannot be kept; nothing has changed
     */
    public void clear() throws StateFailure {
        if (start.isPresent()) {
            state.replace(start.get());
        } else {
            state.clear();
        }
        forgetHere(Instant.now()); // what the clock is about to show
    }

    private void forgetHere(Instant now) {
        forgetting.accept(now);
        faults.clearLater();
        journal.clear();
    }

    private <T> T onControlThread(Callable<T> work) {
        try {
            return controlThread.call(work);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnreadableState mistake) {
                throw new IllegalArgumentException("nothing has changed: " + mistake.getMessage(), mistake);
            }
            if (e.getCause() instanceof StateFailure failure) {
                throw new UncheckedIOException("nothing has changed: " + failure.getMessage(), failure);
            }
            throw new IllegalStateException("Underpass failed: " + e.getCause(), e);
        }
    }
}
