package io.underpass.testkit;

import java.time.Duration;

/**
 * What goes wrong on the way through a {@link FaultProxy}. Cuts and trickling, which are those of a {@link FakeTarget}, are
 * about what the server sends, unless they are told {@link #up}.
 *
 * <pre>{@code
 * proxy.suffers(ProxyFault.delay(Duration.ofMillis(50), Duration.ofMillis(50)), ProxyFault.resetAfter(1000));
 * }</pre>
 *
 * <p>Threads: immutable.
 */
public sealed interface ProxyFault
        permits ProxyFault.Refuse,
                ProxyFault.Delay,
                ProxyFault.Drop,
                ProxyFault.HalfClose,
                ProxyFault.Up,
                TargetFault.Cut,
                TargetFault.CutAfter,
                TargetFault.Hang,
                TargetFault.Trickle {

    /** Connections are refused, and those that there are end. */
    record Refuse() implements ProxyFault {}

    /** Everything comes later, and in order. */
    record Delay(Duration up, Duration down) implements ProxyFault {

        /** Checks what the types cannot. */
        public Delay {
            if (up.isNegative() || down.isNegative()) {
                throw new IllegalArgumentException("a delay must not be negative: " + up + ", " + down);
            }
        }
    }

    /** What is sent that way is taken and thrown away; the sender notices nothing. */
    record Drop(Way way) implements ProxyFault {}

    /**
     * That way ends in order (FIN) after so many bytes, while the other way goes on.
     *
     * @param bytes how many pass before; with 0, the end comes in the place of the first
     */
    record HalfClose(Way way, long bytes) implements ProxyFault {

        /** Checks what the types cannot. */
        public HalfClose {
            if (bytes < 0) {
                throw new IllegalArgumentException("a way cannot end after " + bytes + " bytes");
            }
        }
    }

    /**
     * What is meant for answers happens to what the client sends.
     *
     * @param fault {@link TargetFault.CutAfter} or {@link TargetFault.Trickle}
     */
    record Up(ProxyFault fault) implements ProxyFault {

        /** Checks what the types cannot. */
        public Up {
            if (!(fault instanceof TargetFault.CutAfter) && !(fault instanceof TargetFault.Trickle)) {
                throw new IllegalArgumentException("only cuts after some bytes and trickling can be told up: " + fault);
            }
        }
    }

    /** Connections are refused, and those that there are end. */
    static ProxyFault refuse() {
        return new Refuse();
    }

    /** Connections are taken, and nothing passes; once this is over, everything goes on from there. */
    static ProxyFault hang() {
        return new TargetFault.Hang();
    }

    /**
     * The connection is reset (RST) at {@code moment} of the next answer. What is no HTTP/1.1 in clear text is cut before its
     * first byte, or in the middle of what comes first.
     */
    static ProxyFault reset(Moment moment) {
        return new TargetFault.Cut(moment, true);
    }

    /** As {@link #reset}, but the connection ends in order (FIN). */
    static ProxyFault closed(Moment moment) {
        return new TargetFault.Cut(moment, false);
    }

    /** The connection is reset (RST) after that many bytes from the server. */
    static ProxyFault resetAfter(long bytes) {
        return new TargetFault.CutAfter(bytes, true);
    }

    /** The connection ends in order (FIN) after that many bytes from the server. */
    static ProxyFault closedAfter(long bytes) {
        return new TargetFault.CutAfter(bytes, false);
    }

    /** What the server sends comes in pieces of {@code pieceBytes}, with {@code pause} between them. */
    static ProxyFault trickle(int pieceBytes, Duration pause) {
        return new TargetFault.Trickle(pieceBytes, pause);
    }

    /** What the client sends comes {@code up} later, what the server sends {@code down} later. */
    static ProxyFault delay(Duration up, Duration down) {
        return new Delay(up, down);
    }

    /** What is sent that way is thrown away. */
    static ProxyFault drop(Way way) {
        return new Drop(way);
    }

    /** That way ends in order after so many bytes, while the other goes on. */
    static ProxyFault halfClose(Way way, long bytes) {
        return new HalfClose(way, bytes);
    }

    /** {@link #resetAfter}, {@link #closedAfter} or {@link #trickle}, of what the client sends. */
    static ProxyFault up(ProxyFault fault) {
        return new Up(fault);
    }
}
