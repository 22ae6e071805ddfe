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

    private TextBytes() {}

    /**
     * Whether all readable bytes of {@code bytes} are ASCII. Moves no index. Looks through a {@link ByteBuffer}: a slice's own
     * accessors check what they are a slice of at every step, which took a fifth of a request with 10 kB.
     */
    static boolean areAscii(ByteBuf bytes) {
        if (bytes.nioBufferCount() == 1) {
            return isAscii(bytes.nioBuffer());
        }
        for (ByteBuffer part : bytes.nioBuffers()) {
            if (!isAscii(part)) {
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
