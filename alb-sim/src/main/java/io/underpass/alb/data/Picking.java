package io.underpass.alb.data;

import org.jspecify.annotations.Nullable;

/**
 * Chooses among the targets of a group where plain turns do not do.
 *
 * <p>Threads: safe, never blocks.
 */
interface Picking {

    /** The target for the next request; null where there is none. */
    @Nullable
    RoutableTarget next();
}
