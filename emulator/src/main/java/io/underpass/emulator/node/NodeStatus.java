package io.underpass.emulator.node;

import java.util.Locale;

/** How a node is. Threads: immutable. */
public enum NodeStatus {
    /** The edge has not answered yet. */
    CONNECTING(false),
    /** The edge does not take it. */
    REFUSED(false),
    /** The edge knows no load balancer of its name yet. */
    WAITING(true),
    /** Its load balancer is in service, whether the edge is there or not. */
    SERVING(true),
    /** It was told to stop. */
    STOPPING(false);

    private final boolean healthy;

    NodeStatus(boolean healthy) {
        this.healthy = healthy;
    }

    /** Whether nothing is wrong with it. */
    public boolean healthy() {
        return healthy;
    }

    /** For people. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
