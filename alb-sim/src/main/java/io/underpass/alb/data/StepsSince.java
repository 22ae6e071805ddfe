package io.underpass.alb.data;

import io.underpass.wire.Trail;

/**
 * The part of a trail that one load balancer has written: before it, and once it has answered, the gateway or another load
 * balancer may have.
 *
 * <p>Threads: as the trail.
 *
 * @param first the index of its first step
 * @param end the index behind its last step
 */
record StepsSince(Trail trail, int first, int end) {

    /** The newest value noted under {@code name}, as text; empty where there is none. */
    String last(String name) {
        int index = index(name);
        return index < 0 ? "" : String.valueOf(trail.value(index));
    }

    /** Whether anything was noted under {@code name}. */
    boolean has(String name) {
        return index(name) >= 0;
    }

    /** How long after the step {@code from} the step {@code to} was noted, in nanoseconds; -1 where one is missing. */
    long nanosBetween(String from, String to) {
        int begun = index(from);
        int ended = index(to);
        return begun < 0 || ended < 0 ? -1 : Math.max(0, trail.nanos(ended) - trail.nanos(begun));
    }

    private int index(String name) {
        for (int i = Math.min(end, trail.size()) - 1; i >= first; i--) {
            if (trail.name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
