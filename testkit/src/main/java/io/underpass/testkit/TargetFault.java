package io.underpass.testkit;

import java.time.Duration;

/**
 * What goes wrong while a {@link FakeTarget} answers. Most of it may go wrong in a {@link FaultProxy}, too.
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
    record Cut(Moment moment, boolean reset) implements TargetFault, ProxyFault {}

    /**
     * The connection ends after so many bytes.
     *
     * @param bytes how many are sent before, those of the head among them; where a target speaks HTTP/2, of the body alone
     * @param reset whether by a reset (RST), rather than by an orderly end (FIN)
     */
    record CutAfter(long bytes, boolean reset) implements TargetFault, ProxyFault {

        /** Checks what the types cannot. */
        public CutAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("a connection cannot end after " + bytes + " bytes");
            }
        }
    }

    /**
     * The answer is given up: of HTTP/2 its stream alone is reset (RST_STREAM), of HTTP/1.1 the connection (RST).
     *
     * @param moment how much of the answer is sent before; with HTTP/2 there is no middle of the head, and nothing is sent
     * @param errorCode of HTTP/2 (RFC 9113 section 7): 2 is INTERNAL_ERROR, 7 REFUSED_STREAM
     */
    record StreamReset(Moment moment, long errorCode) implements TargetFault {}

    /**
     * The answer is whole and the last on its connection, which then ends in order: {@code Connection: close}, or GOAWAY of
     * HTTP/2.
     */
    record Leave() implements TargetFault {}

    /** The request is taken and never answered; the connection stays open until the client leaves. */
    record Hang() implements TargetFault, ProxyFault {}

    /**
     * What is sent comes in small pieces: of a {@link FakeTarget} the body, of a {@link FaultProxy} everything.
     *
     * @param pieceBytes the size of each
     * @param pause the time between two
     */
    record Trickle(int pieceBytes, Duration pause) implements TargetFault, ProxyFault {

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
