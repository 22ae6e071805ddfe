package io.underpass.emulator.node;

import io.underpass.wire.Peer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What edges have told of clients, read once: a client has the same address and shows the same certificate with each of its
 * requests, and reading that costs more than the rest of the request. It is one and the same connection, too, for those who
 * go by the object.
 *
 * <p>Threads: safe, lock-free for what is known.
 */
final class HopPeers {

    private static final int MAX_KNOWN = 1024;

    private final Map<String, Peer> known = new ConcurrentHashMap<>();

    /** What {@link HopClient#text} wrote, for a connection to {@code local}; nothing where {@code text} is not it. */
    Optional<Peer> of(String text, InetSocketAddress local) {
        Peer peer = known.get(text);
        if (peer != null && peer.local().equals(local)) {
            return Optional.of(peer);
        }
        Optional<Peer> read = HopClient.read(text, local);
        read.ifPresent(made -> keep(text, made));
        return read;
    }

    /** When it is full all are forgotten: those in use are back soon. */
    private void keep(String text, Peer peer) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(text, peer);
    }

    int size() {
        return known.size();
    }
}
