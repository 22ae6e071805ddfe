package io.underpass.alb.data;

import io.underpass.wire.Peer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What logs call a client's connection: the same in every line about it, and in no other's. A connection has one {@link
 * Peer} for as long as it lasts, and this is made of that, so that nobody who is not logged pays for it.
 *
 * <p>Threads: stateless.
 */
final class ConnectionId {

    private static final String PREFIX = "TID_";
    private static final int BYTES = 16;
    private static final String SALT = Long.toHexString(new SecureRandom().nextLong());

    private ConnectionId() {}

    /** The name of the connection that {@code peer} is of. */
    static String of(Peer peer) {
        String connection = SALT + '|' + peer.remote() + '|' + peer.local() + '|' + System.identityHashCode(peer);
        byte[] digest = sha256().digest(connection.getBytes(StandardCharsets.UTF_8));
        return PREFIX + HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
