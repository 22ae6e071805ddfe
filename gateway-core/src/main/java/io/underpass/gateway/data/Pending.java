package io.underpass.gateway.data;

/**
 * Something that an invocation waits for.
 *
 * <p>Threads: confined to the event loop of its invocation.
 */
@FunctionalInterface
interface Pending {

    /** Is not to come, or has come and been used up. */
    Pending NOTHING = () -> {};

    /** Nobody waits any more. Without effect where it has come already. */
    void callOff();
}
