package io.underpass.gateway.data;

/**
 * What a phase leads to.
 *
 * <p>Threads: immutable.
 */
sealed interface Outcome {

    Outcome NEXT = new Next();
    Outcome LATER = new Later();

    Outcome ANSWERED = new Answered();

    /** The next phase runs. */
    record Next() implements Outcome {}

    /** The client gets {@code fault}; no further phase runs. */
    record Reply(Fault fault) implements Outcome {}

    /** The phase has sent the whole response and released what the invocation held; no further phase runs. */
    record Answered() implements Outcome {}

    /** The phase waits for something; it has called or will call {@link Invocation#resume} itself. */
    record Later() implements Outcome {}

    /** The step failed in a way that nobody foresaw; the request ends. */
    record Broken(Throwable cause) implements Outcome {}

    static Outcome reply(FaultType type) {
        return new Reply(Fault.of(type));
    }
}
