package io.underpass.gateway.data;

/**
 * One step of every request.
 *
 * <p>Threads: called on the event loop of the invocation; must not block. A phase keeps nothing between requests.
 */
@FunctionalInterface
interface Phase {

    /** Runs the step. A fault is noted in the trail by the phase that finds it. */
    Outcome run(Invocation invocation);
}
