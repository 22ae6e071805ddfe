package io.underpass.emulator;

import io.underpass.aws.Ids;
import io.underpass.aws.RandomIds;
import io.underpass.emulator.assembly.TargetConnections;
import io.underpass.emulator.logs.LogOutput;
import io.underpass.emulator.logs.LogWriter;
import io.underpass.emulator.state.MvStateStore;
import io.underpass.emulator.state.StateStore;
import io.underpass.wire.EventLoops;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * What everything else of an emulator stands on: opened before it, and closed after it.
 *
 * <p>Threads: {@link #opening}, {@link #await} and {@link #close} wait, and must not be called from an event loop.
 */
record Foundation(Settings settings, EventLoops loops, StateStore store, TargetConnections targets, LogWriter logs)
        implements AutoCloseable {

    /**
     * All of it, but for the event loops, which are being opened meanwhile.
     *
     * @throws IOException if the state cannot be kept; nothing stays open
     */
    static Foundation opening(Settings settings) throws IOException {
        EventLoops loops = EventLoops.opening(settings.ioThreads(), settings.transport());
        try {
            StateStore store = settings.state().isPresent()
                    ? MvStateStore.open(settings.state().get())
                    : StateStore.none();
            return new Foundation(
                    settings,
                    loops,
                    store,
                    new TargetConnections(loops, settings.targetAddresses()),
                    new LogWriter(LogOutput.to(settings.accessLog())));
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    /**
     * Waits for the event loops.
     *
     * @throws IOException if they cannot be opened; nothing of this stays open
     */
    void await() throws IOException {
        try {
            loops.transport();
        } catch (IllegalStateException e) {
            close();
            throw new IOException(e.getMessage() + "; " + Settings.otherTransports(settings.transport()), e);
        }
    }

    /** New ones; nobody guesses them. */
    Ids ids() {
        return new RandomIds(() -> Unguessable.RANDOM.nextLong());
    }

    /** What ids are drawn from: made with the first, since that takes the JDK a while. */
    private static final class Unguessable {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    @Override
    public void close() {
        logs.close();
        targets.close();
        loops.close();
        store.close();
    }
}
