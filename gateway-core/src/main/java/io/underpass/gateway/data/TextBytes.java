package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Tells whether bytes are ASCII, eight at a time: nearly every text is, and then nothing has to be made of it.
 *
 * <p>Threads: stateless.
 */
final class TextBytes {

    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Of more, a view is worth its making: reading from it checks less. */
    private static final int LOOKED_AT_IN_PLACE_BYTES = 4 * 1024;

    private TextBytes() {}

    /** Whether all readable bytes of {@code bytes} are ASCII. Moves no index. */
    static boolean areAscii(ByteBuf bytes) {
        if (bytes.readableBytes() <= LOOKED_AT_IN_PLACE_BYTES && bytes.nioBufferCount() == 1) {
            return oneIsAscii(bytes);
        }
        for (ByteBuffer part : bytes.nioBuffers()) {
            if (!isAscii(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean oneIsAscii(ByteBuf bytes) {
        int index = bytes.readerIndex();
        int end = bytes.writerIndex();
        for (; index <= end - Long.BYTES; index += Long.BYTES) {
            if ((bytes.getLong(index) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; index < end; index++) {
            if (bytes.getByte(index) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(ByteBuffer bytes) {
        int index = bytes.position();
        int end = bytes.limit();
        for (; index <= end - Long.BYTES; index += Long.BYTES) {
            if ((bytes.getLong(index) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; index < end; index++) {
            if (bytes.get(index) < 0) {
                return false;
            }
        }
        return true;
    }
}
