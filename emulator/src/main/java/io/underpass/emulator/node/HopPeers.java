package io.underpass.emulator.node;

import io.underpass.wire.TlsSession;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What edges have told of TLS, read once: a client with a certificate shows the same one with each of its requests, and
 * reading it costs more than the rest of the request.
 *
 * <p>Threads: safe, lock-free for what is known.
 */
final class HopSessions {

    private static final int MAX_KNOWN = 256;

    private final Map<String, TlsSession> known = new ConcurrentHashMap<>();

    /** What {@link HopTls#tell} wrote; nothing where {@code text} is not it. */
    Optional<TlsSession> of(String text) {
        TlsSession session = known.get(text);
        if (session != null) {
            return Optional.of(session);
        }
        Optional<TlsSession> read = HopTls.read(text);
        read.ifPresent(made -> keep(text, made));
        return read;
    }

    /** When it is full all are forgotten: those in use are back soon. */
    private void keep(String text, TlsSession session) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(text, session);
    }

    int size() {
        return known.size();
    }
}
