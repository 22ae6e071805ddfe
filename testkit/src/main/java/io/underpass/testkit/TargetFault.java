package io.underpass.testkit;

import java.time.Duration;

/**
 * What goes wrong while a {@link FakeTarget} answers.
 *
 * <p>Threads: immutable.
 */
public sealed interface TargetFault {

    /** Nothing. */
    TargetFault NONE = new None();

    /** Nothing. */
    record None() implements TargetFault {}

    /**
     * The connection ends early.
     *
     * @param moment how much of the answer is sent before
     * @param reset whether by a reset (RST), rather than by an orderly end (FIN)
     */
    record Cut(Moment moment, boolean reset) implements TargetFault {}

    /** The request is taken and never answered; the connection stays open until the client leaves. */
    record Hang() implements TargetFault {}

    /**
     * The body comes in small pieces.
     *
     * @param pieceBytes the size of each
     * @param pause the time between two
     */
    record Trickle(int pieceBytes, Duration pause) implements TargetFault {

        /** Checks what the types cannot. */
        public Trickle {
            if (pieceBytes < 1 || pause.isNegative()) {
                throw new IllegalArgumentException(
                        "a piece must be of one byte at least, and a pause not negative: " + pieceBytes + ", " + pause);
            }
        }
    }

    /**
     * {@code Content-Length} is not the length of the body. Where it says more than there is, the connection ends after
     * the body.
     *
     * @param announcedBytes what it says instead
     */
    record WrongLength(long announcedBytes) implements TargetFault {}
}
