package io.underpass.emulator.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.underpass.wire.BodySink;
import io.underpass.wire.Failure;
import io.underpass.wire.RequestBody;
import java.util.function.Consumer;

/** Reads a body to its end, up to a limit. Threads: confined to the event loop of its exchange. */
final class WholeBody implements BodySink {

    private final CompositeByteBuf parts = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    private final int limitBytes;
    private final Consumer<byte[]> complete;
    private final Consumer<Failure> failed;
    private boolean done;

    private WholeBody(int limitBytes, Consumer<byte[]> complete, Consumer<Failure> failed) {
        this.limitBytes = limitBytes;
        this.complete = complete;
        this.failed = failed;
    }

    /** Reads {@code body}; exactly one of {@code complete} and {@code failed} is called, once. */
    static void read(RequestBody body, int limitBytes, Consumer<byte[]> complete, Consumer<Failure> failed) {
        body.stream(new WholeBody(limitBytes, complete, failed));
    }

    @Override
    public void data(ByteBuf data) {
        if (done) {
            data.release();
            return;
        }
        parts.addComponent(true, data);
        if (parts.readableBytes() > limitBytes) {
            finish(() -> failed.accept(new Failure(Failure.Kind.TOO_LARGE, "more than " + limitBytes + " bytes")));
        }
    }

    @Override
    public void end() {
        if (!done) {
            byte[] bytes = ByteBufUtil.getBytes(parts);
            finish(() -> complete.accept(bytes));
        }
    }

    @Override
    public void abort(Failure failure) {
        if (!done) {
            finish(() -> failed.accept(failure));
        }
    }

    private void finish(Runnable then) {
        done = true;
        parts.release();
        then.run();
    }
}
