package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
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
    private long handedOver;
    private int unflushed;
    private long departed;
    private long departing;

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

    /** Begins a response whose body has {@code length} or is one of the constants of {@link BodyLength}. */
    void begin(ResponseHead head, long length, boolean bodiless, boolean keepAlive) {
        begin(ResponseHeadEncoder.encode(channel.alloc(), head, length, bodiless, keepAlive), length);
    }

    /** Begins the response that ends HTTP on this connection; what follows is written as it comes. */
    void beginTunnel(ResponseHead head) {
        begin(ResponseHeadEncoder.encodeUpgrade(channel.alloc(), head), BodyLength.UNTIL_CLOSE);
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
            write(data);
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

    /** Sends {@code message} between two messages, at once, and takes ownership of it. */
    void interim(ByteBuf message) {
        write(message);
        flush();
    }

    /** Lets everything written so far leave. */
    void flush() {
        writePending();
        unflushed = 0;
        channel.flush();
    }

    /** Lets everything written so far leave; the future tells when it has. */
    ChannelFuture finish() {
        writePending();
        handedOver++;
        unflushed = 0;
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Whether the peer keeps bytes waiting that were told to leave, or all that may wait is used up. */
    boolean hasBacklog() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && (!waiting.isEmpty() || !waiting.isWritable());
    }

    /**
     * Whether bytes have left since this was asked last. The size of the backlog does not tell: a buffer that is
     * leaving counts in full until its last byte, and what leaves may be replaced by as much again.
     */
    boolean hasMoved() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        long left = waiting == null ? handedOver : handedOver - unflushed - waiting.size();
        long leaving = waiting == null ? 0 : waiting.currentProgress();
        boolean moved = left != departed || leaving != departing;
        departed = left;
        departing = leaving;
        return moved;
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
            write(pending);
            pending = Unpooled.EMPTY_BUFFER;
        }
    }

    private void write(ByteBuf buffer) {
        handedOver++;
        unflushed++;
        channel.write(buffer, channel.voidPromise());
    }
}
