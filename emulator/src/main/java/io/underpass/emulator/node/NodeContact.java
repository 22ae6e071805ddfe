package io.underpass.emulator.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What requests need to know of a node: where it is and whether it was heard of lately.
 *
 * <p>Threads: safe; written by the control thread.
 */
final class NodeContact {

    private static final double MILLIS = 1000;

    private final NodeName node;
    private final String host;
    private final Duration goneAfter;
    private volatile long heardAtMillis;
    private volatile boolean left;

    NodeContact(NodeName node, String host, Duration goneAfter, long nowMillis) {
        this.node = node;
        this.host = host;
        this.goneAfter = goneAfter;
        this.heardAtMillis = nowMillis;
    }

    NodeName node() {
        return node;
    }

    /** Where it listens, as the edge reaches it. */
    String host() {
        return host;
    }

    void heard(long nowMillis) {
        heardAtMillis = nowMillis;
        left = false;
    }

    /** It said that it stops. */
    void left() {
        left = true;
    }

    long heardAtMillis() {
        return heardAtMillis;
    }

    boolean isThere(long nowMillis) {
        return !left && nowMillis - heardAtMillis <= goneAfter.toMillis();
    }

    /** Why it is taken for gone; empty while it is not. */
    Optional<String> absence(long nowMillis) {
        if (left) {
            return Optional.of("it was stopped; " + lastHeard(nowMillis));
        }
        return isThere(nowMillis) ? Optional.empty() : Optional.of("it is silent; " + lastHeard(nowMillis));
    }

    String lastHeard(long nowMillis) {
        return String.format(
                Locale.ROOT,
                "it was last heard of %.1f s ago, at %s",
                (nowMillis - heardAtMillis) / MILLIS,
                Instant.ofEpochMilli(heardAtMillis));
    }
}
