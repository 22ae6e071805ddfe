package io.underpass.emulator.assembly;

import io.underpass.aws.Ids;
import io.underpass.aws.RandomIds;
import io.underpass.emulator.Settings;
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
 * <p>Threads: {@link #open} and {@link #close} wait, and must not be called from an event loop.
 *
 * @param loops all of the emulator's sockets are on them
 * @param store keeps what the control APIs change
 * @param targets how targets are reached
 * @param logs takes what stages and load balancers log
 * @param ids new ones; nobody guesses them
 */
public record Foundation(EventLoops loops, StateStore store, TargetConnections targets, LogWriter logs, Ids ids)
        implements AutoCloseable {

    /**
     * All of it.
     *
     * @throws IOException if the event loops cannot be had or the state not be kept; nothing stays open
     */
    public static Foundation open(Settings settings) throws IOException {
        EventLoops loops = eventLoops(settings);
        try {
            StateStore store = settings.state().isPresent()
                    ? MvStateStore.open(settings.state().get())
                    : StateStore.none();
            return new Foundation(
                    loops,
                    store,
                    new TargetConnections(loops, settings.targetAddresses()),
                    new LogWriter(LogOutput.to(settings.accessLog())),
                    new RandomIds(() -> Unguessable.RANDOM.nextLong()));
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    private static EventLoops eventLoops(Settings settings) throws IOException {
        try {
            return EventLoops.of(settings.ioThreads(), settings.transport());
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage() + "; " + Settings.otherTransports(settings.transport()), e);
        }
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
