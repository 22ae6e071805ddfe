package io.underpass.emulator.listeners;

import io.underpass.alb.model.Listener;
import io.underpass.wire.ServerIdentities;
import java.util.Optional;

/**
 * Who the listeners are that end TLS.
 *
 * <p>Threads: called by one thread at a time.
 */
@FunctionalInterface
public interface ListenerIdentities {

    /** Nobody is known: no listener that ends TLS is opened. */
    ListenerIdentities NONE = listener -> Optional.empty();

    /** The identities of {@code listener}; empty where it has none that can be used. */
    Optional<ServerIdentities> of(Listener listener);
}
