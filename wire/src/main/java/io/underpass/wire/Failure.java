package io.underpass.wire;

/**
 * Why a stream or a call did not complete; a value, never thrown.
 *
 * <p>Threads: immutable.
 *
 * @param kind what a caller decides by
 * @param detail for people: one phrase that names addresses and durations
 */
public record Failure(Kind kind, String detail) {

    /** The ways to fail. */
    public enum Kind {
        /** The host name has no address. */
        UNKNOWN_HOST,
        /** Nobody listens at the address, or the network refused the packet. */
        CONNECT_REFUSED,
        /** The connection was not there within its time. */
        CONNECT_TIMEOUT,
        /** What should answer exists, and there is no way to it; said by upstreams that know more than a socket does. */
        UNREACHABLE,
        /** The peer does not speak TLS as asked, or its certificate is not believed. */
        TLS_FAILED,
        /** The peer's certificate is for another host. */
        TLS_HOST_MISMATCH,
        /** The peer reset the connection (RST). */
        RESET,
        /** The peer closed the connection (FIN) before the message was complete. */
        CLOSED,
        /** No byte came within its time. */
        TIMEOUT,
        /** The message breaks the rules of HTTP. */
        MALFORMED,
        /** The message is larger than the receiver takes. */
        TOO_LARGE,
        /** The client left before the answer was complete. */
        CLIENT_LEFT,
        /** This process is stopping or broken; the detail says more. */
        INTERNAL
    }
}
