package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * Takes the framing off one incoming body.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
sealed interface BodyReader permits FixedLengthReader, ChunkedReader, UntilCloseReader {

    /** How far the body is. */
    enum Progress {
        /** More bytes are needed. */
        INCOMPLETE,
        /** The body is complete; what is left of the input belongs to the next message. */
        COMPLETE,
        /** The framing is broken; {@link #problem} says how. */
        MALFORMED
    }

    /**
     * Reads what {@code in} holds, which stays the caller's; each slice handed to {@code out} is retained and becomes
     * its own to release.
     */
    Progress read(ByteBuf in, Consumer<ByteBuf> out);

    /** Whether the end of the connection completes the body. */
    default boolean endsWithConnection() {
        return false;
    }

    /** What is wrong; empty unless {@link Progress#MALFORMED}. */
    default String problem() {
        return "";
    }

    /** The reader for a body of {@code length}, one of the constants of {@link BodyLength} included. */
    static BodyReader of(long length, int maxTrailerBytes) {
        if (length == BodyLength.CHUNKED) {
            return new ChunkedReader(maxTrailerBytes);
        }
        return length == BodyLength.UNTIL_CLOSE ? new UntilCloseReader() : new FixedLengthReader(length);
    }
}
