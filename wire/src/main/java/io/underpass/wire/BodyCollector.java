package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a body whole, up to a limit. A body of one piece is never copied; of several, large pieces are strung together
 * and small ones packed into common buffers, so that a body of single bytes costs little more than its bytes.
 *
 * <p>Exactly one of the two consumers is called, once, unless {@link #release} comes before.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
public final class BodyCollector implements BodySink {

    private static final int SMALL_BYTES = 4 * 1024;
    private static final int PACK_BYTES = 16 * 1024;

    private final long maxBytes;
    private final Consumer<ByteBuf> complete;
    private final Consumer<Failure> failed;
    private Flow source = Flow.NONE;
    private ByteBuf content = Unpooled.EMPTY_BUFFER;
    private @Nullable CompositeByteBuf strung;
    private @Nullable ByteBuf pack;
    private long size;
    private boolean over;
    private boolean refused;

    /**
     * A collector of at most {@code maxBytes}.
     *
     * @param complete gets the body and owns it
     * @param failed gets the failure of the body, or {@link Failure.Kind#TOO_LARGE} as soon as there are more bytes
     */
    public BodyCollector(long maxBytes, Consumer<ByteBuf> complete, Consumer<Failure> failed) {
        this.maxBytes = maxBytes;
        this.complete = complete;
        this.failed = failed;
    }

    /**
     * Reads {@code body}, possibly to its end before this call returns. One that is announced as too large is discarded
     * unread, and of one that turns out to be the rest is cancelled.
     *
     * @param complete gets the body and owns it
     * @param failed gets the failure of the body, or {@link Failure.Kind#TOO_LARGE}
     */
    public static void collect(RequestBody body, long maxBytes, Consumer<ByteBuf> complete, Consumer<Failure> failed) {
        BodyCollector collector = new BodyCollector(maxBytes, complete, failed);
        if (body.length() > maxBytes) {
            body.discard();
            failed.accept(collector.tooLarge());
            return;
        }
        Flow flow = body.stream(collector);
        collector.source = flow;
        if (collector.refused) {
            flow.cancel();
        }
    }

    @Override
    public void data(ByteBuf data) {
        size += data.readableBytes();
        if (over || !data.isReadable()) {
            data.release();
        } else if (size > maxBytes) {
            data.release();
            refused = true;
            release();
            source.cancel();
            failed.accept(tooLarge());
        } else if (!content.isReadable()) {
            content = data;
        } else {
            append(data);
        }
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            complete.accept(take());
        }
    }

    @Override
    public void abort(Failure failure) {
        if (!over) {
            release();
            failed.accept(failure);
        }
    }

    /** Nobody wants the body: releases what is held and what may still come, and calls neither consumer. */
    public void release() {
        if (!over) {
            over = true;
            take().release();
        }
    }

    private Failure tooLarge() {
        return new Failure(Failure.Kind.TOO_LARGE, "the body is larger than " + maxBytes + " bytes");
    }

    private ByteBuf take() {
        flushPack();
        ByteBuf taken = content;
        content = Unpooled.EMPTY_BUFFER;
        strung = null;
        return taken;
    }

    private void append(ByteBuf data) {
        if (data.readableBytes() >= SMALL_BYTES) {
            flushPack();
            composite().addComponent(true, data);
            return;
        }
        try {
            if (pack != null && pack.writableBytes() < data.readableBytes()) {
                flushPack();
            }
            if (pack == null) {
                pack = data.alloc().buffer(PACK_BYTES, PACK_BYTES);
            }
            pack.writeBytes(data);
        } finally {
            data.release(); // also where there is no memory for another buffer
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
