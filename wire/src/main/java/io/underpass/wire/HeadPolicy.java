package io.underpass.wire;

import java.util.Optional;

/**
 * Looks at the raw bytes of request heads before they are decoded, for listeners whose rules for odd heads are others than
 * this package's. It may hand on other bytes than it got; these are decoded as strictly as any, so that whatever is sent on
 * can be read in one way only. Several Host fields are let through here, of which the first counts.
 *
 * <p>Threads: safe; called on event loops, must not block.
 */
@FunctionalInterface
public interface HeadPolicy {

    /**
     * Judges one head that is complete and whose lines end with CRLF.
     *
     * @param head the request line, the field lines and the empty line; not to be changed
     * @param requestLineBytes the length of the first line with its CRLF
     */
    Ruling judge(byte[] head, int requestLineBytes);

    /** What becomes of a head. */
    sealed interface Ruling {}

    /**
     * It is decoded.
     *
     * @param head what to decode in its place; kept by reference
     * @param remark what was noticed, for {@link Exchange#remark}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Taken(byte[] head, Optional<Remark> remark) implements Ruling {}

    /**
     * It is answered 400, and the connection closes.
     *
     * @param reason for people; contains nothing of what the client sent
     * @param remark what was noticed, for {@link ConnectionObserver#refused}
     */
    record Refused(String reason, Optional<Remark> remark) implements Ruling {}

    /**
     * What was noticed about a head.
     *
     * @param classification how bad it is
     * @param reason why
     * @param closesConnections whether neither the client's connection nor the origin's may carry another request
     */
    record Remark(String classification, String reason, boolean closesConnections) {}
}
