package io.underpass.emulator.node;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the edge treats nodes.
 *
 * <p>Threads: immutable.
 *
 * @param token what nodes have to know; empty: none are taken
 * @param expected the names of load balancers that never run in the edge's process, registered or not
 * @param goneAfter how long a node may be silent
 * @param connectTimeout how long connecting to a node may take
 */
public record NodeSettings(Optional<String> token, Set<String> expected, Duration goneAfter, Duration connectTimeout) {

    /** Several heartbeats. */
    public static final int DEFAULT_GONE_SECONDS = 10;

    /** AWS gives up on load balancers that drop packets after about nine seconds; here nobody wants to wait for that. */
    public static final int DEFAULT_CONNECT_SECONDS = 3;

    /** How often a node says that it is there, whatever else it has to say. */
    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** No nodes. */
    public static final NodeSettings DEFAULTS = new NodeSettings(
            Optional.empty(),
            Set.of(),
            Duration.ofSeconds(DEFAULT_GONE_SECONDS),
            Duration.ofSeconds(DEFAULT_CONNECT_SECONDS));

    /** Checks what the types cannot. */
    public NodeSettings {
        expected = Set.copyOf(expected);
        if (goneAfter.compareTo(HEARTBEAT) <= 0) {
            throw new IllegalArgumentException("node-gone-seconds must be more than the "
                    + HEARTBEAT.toSeconds() + " between two signs of life");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("node-connect-seconds must be at least 1");
        }
        if (token.isPresent() && token.get().isBlank()) {
            throw new IllegalArgumentException("node-token must not be blank");
        }
    }

    /** These settings for nodes that know {@code secret}. */
    public NodeSettings withToken(String secret) {
        return new NodeSettings(Optional.of(secret), expected, goneAfter, connectTimeout);
    }

    /** These settings, with load balancers that wait for their nodes. */
    public NodeSettings withExpected(Set<String> names) {
        return new NodeSettings(token, names, goneAfter, connectTimeout);
    }

    /** Says nothing of the token but whether there is one. */
    @Override
    public String toString() {
        return "NodeSettings[token=" + (token.isPresent() ? "(set)" : "(none)") + ", expected=" + expected
                + ", goneAfter=" + goneAfter + ", connectTimeout=" + connectTimeout + "]";
    }
}
