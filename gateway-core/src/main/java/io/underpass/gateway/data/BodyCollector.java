package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a body up to a limit. A body of one piece is never copied; of several, large pieces are strung together and
 * small ones packed into common buffers, so that a body of single bytes costs no more than its bytes.
 *
 * <p>Threads: confined to one event loop.
 */
final class BodyCollector {

    private static final int SMALL_BYTES = 4 * 1024;
    private static final int PACK_BYTES = 16 * 1024;

    private final long maxBytes;
    private ByteBuf content = Unpooled.EMPTY_BUFFER;
    private @Nullable CompositeByteBuf strung;
    private @Nullable ByteBuf pack;
    private long size;

    BodyCollector(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes {@code data} over. Answers false, and has released it and everything before, where it is too much. */
    boolean add(ByteBuf data) {
        size += data.readableBytes();
        if (size > maxBytes) {
            data.release();
            release();
            return false;
        }
        if (!data.isReadable()) {
            data.release();
        } else if (!content.isReadable()) {
            content = data;
        } else {
            append(data);
        }
        return true;
    }

    /** The whole body; the caller owns it. */
    ByteBuf take() {
        flushPack();
        ByteBuf taken = content;
        content = Unpooled.EMPTY_BUFFER;
        strung = null;
        return taken;
    }

    /** Releases what was gathered. */
    void release() {
        take().release();
    }

    private void append(ByteBuf data) {
        if (data.readableBytes() >= SMALL_BYTES) {
            flushPack();
            composite().addComponent(true, data);
        } else {
            pack(data);
        }
    }

    private void pack(ByteBuf data) {
        try {
            if (pack != null && pack.writableBytes() < data.readableBytes()) {
                flushPack();
            }
            if (pack == null) {
                pack = data.alloc().buffer(PACK_BYTES, PACK_BYTES);
            }
            pack.writeBytes(data);
        } finally {
            data.release();
        }
    }

    private void flushPack() {
        if (pack != null) {
            ByteBuf full = pack;
            pack = null;
            composite().addComponent(true, full);
        }
    }

    private CompositeByteBuf composite() {
        if (strung == null) {
            strung = content.alloc().compositeBuffer(Integer.MAX_VALUE);
            strung.addComponent(true, content);
            content = strung;
        }
        return strung;
    }
}
