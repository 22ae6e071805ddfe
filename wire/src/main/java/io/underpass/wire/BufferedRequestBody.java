package io.underpass.wire;

import io.netty.buffer.ByteBuf;

/** A body that is at hand whole. Threads: confined to the event loop of its exchange. */
final class BufferedRequestBody implements RequestBody {

    private final ByteBuf content;
    private final long length;
    private boolean taken;

    BufferedRequestBody(ByteBuf content) {
        this.content = content;
        this.length = content.readableBytes();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flow stream(BodySink sink) {
        if (taken) {
            throw new IllegalStateException("the body was streamed or discarded before");
        }
        taken = true;
        sink.data(content);
        sink.end();
        return Flow.NONE;
    }

    @Override
    public void discard() {
        if (!taken) {
            taken = true;
            content.release();
        }
    }
}
