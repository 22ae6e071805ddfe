package io.underpass.emulator.node;

import io.underpass.wire.Peer;
import io.underpass.wire.TlsSession;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What nodes are told of clients, written once for as long as a client is the same objects: those of a link have its
 * addresses, those of the edge port one for each connection. Only the last ones are remembered.
 *
 * <p>Threads: safe, lock-free: a text that two threads write at once is the same, and one that is lost is written again.
 */
final class HopTexts {

    private static final int PLACES = 256;

    private final @Nullable Written[] written = new Written[PLACES];

    /** Immutable, so that whoever finds it finds all of it. */
    private record Written(
            InetSocketAddress remote, @Nullable TlsSession session, boolean secure, String serverName, String text) {

        boolean isOf(Peer peer, @Nullable TlsSession agreed, boolean withTls) {
            return remote == peer.remote()
                    && session == agreed
                    && secure == withTls
                    && serverName.equals(peer.serverName());
        }
    }

    /** What {@link HopClient#text} writes. */
    String of(Peer peer, boolean secure) {
        TlsSession session = secure ? peer.tls().orElse(null) : null;
        int place = (System.identityHashCode(peer.remote()) ^ System.identityHashCode(session)) & (PLACES - 1);
        Written known = written[place];
        if (known != null && known.isOf(peer, session, secure)) {
            return known.text();
        }
        String text = HopClient.text(peer, secure);
        written[place] = new Written(peer.remote(), session, secure, peer.serverName(), text);
        return text;
    }
}
