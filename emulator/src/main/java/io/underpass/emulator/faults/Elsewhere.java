package io.underpass.emulator.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Other processes, in which the same is to go wrong.
 *
 * <p>Threads: safe.
 */
@FunctionalInterface
public interface Elsewhere {

    /** Nowhere. */
    Elsewhere NOWHERE = () -> CompletableFuture.completedFuture(null);

    /** What is to go wrong has changed. Completes when those who are there know; perhaps never. */
    CompletionStage<?> changed();
}
