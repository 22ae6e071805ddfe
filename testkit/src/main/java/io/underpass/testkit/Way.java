package io.underpass.testkit;

/** A direction of what passes a {@link FaultProxy}. Threads: constants. */
public enum Way {
    /** From the client to the server: requests. */
    UP,
    /** From the server to the client: answers. */
    DOWN
}
