package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message after the other to a channel: a head, then a body framed as announced. Small pieces are copied
 * behind the head or behind each other, so that a small message leaves in one buffer with one system call.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class MessageWriter {

    private static final int COPY_LIMIT_BYTES = 8 * 1024;
    private static final int CHUNK_FRAME_BYTES = 24;

    private final Channel channel;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private long missing;
    private boolean chunked;
    private boolean firstChunk;
    private long written;

    MessageWriter(Channel channel) {
        this.channel = channel;
    }

    /**
     * Begins a message.
     *
     * @param head the encoded head; ownership passes
     * @param length of the body, or a constant of {@link BodyLength}
     */
    void begin(ByteBuf head, long length) {
        writePending();
        pending = head;
        chunked = length == BodyLength.CHUNKED;
        firstChunk = true;
        missing = length < 0 ? Long.MAX_VALUE : length;
        written = 0;
    }

    /**
     * Adds {@code data} to the body and takes ownership of it.
     *
     * @return whether it fits the announced length; what goes beyond is not written
     */
    boolean data(ByteBuf data) {
        int bytes = data.readableBytes();
        if (bytes == 0) {
            data.release();
            return true;
        }
        boolean fits = bytes <= missing;
        if (!fits) {
            bytes = (int) missing;
            data.writerIndex(data.readerIndex() + bytes);
        }
        missing -= bytes;
        written += bytes;
        if (chunked) {
            writeChunkSize(bytes);
        }
        if (bytes <= COPY_LIMIT_BYTES && pending.readableBytes() + bytes <= 2 * COPY_LIMIT_BYTES) {
            if (!pending.isReadable()) {
                pending = channel.alloc().ioBuffer(Math.max(bytes, 1024));
            }
            pending.writeBytes(data);
            data.release();
        } else {
            writePending();
            channel.write(data, channel.voidPromise());
        }
        return fits;
    }

    /** Ends the message without flushing; whether the body has the announced length. */
    boolean end() {
        if (chunked) {
            reserve(CHUNK_FRAME_BYTES);
            pending.writeCharSequence(firstChunk ? "0\r\n\r\n" : "\r\n0\r\n\r\n", StandardCharsets.US_ASCII);
            chunked = false;
            missing = 0;
        }
        writePending();
        return missing == 0 || missing > Long.MAX_VALUE / 2;
    }

    /** Lets everything written so far leave. */
    void flush() {
        writePending();
        channel.flush();
    }

    /** The body bytes of the current message so far. */
    long written() {
        return written;
    }

    /** Drops what was not handed to the channel yet. */
    void release() {
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    private void writeChunkSize(int bytes) {
        reserve(CHUNK_FRAME_BYTES);
        if (!firstChunk) {
            pending.writeByte('\r').writeByte('\n');
        }
        firstChunk = false;
        pending.writeCharSequence(Integer.toHexString(bytes), StandardCharsets.US_ASCII);
        pending.writeByte('\r').writeByte('\n');
    }

    private void reserve(int bytes) {
        if (!pending.isReadable()) {
            pending = channel.alloc().ioBuffer(Math.max(bytes, 256));
        }
    }

    private void writePending() {
        if (pending.isReadable()) {
            channel.write(pending, channel.voidPromise());
            pending = Unpooled.EMPTY_BUFFER;
        }
    }
}
