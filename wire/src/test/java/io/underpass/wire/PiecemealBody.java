package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;

/** A body that comes in pieces of 1000 bytes, one a turn of the event loop. Threads: confined to the event loop. */
final class PiecemealBody implements RequestBody, Flow {

    private final String text;
    private final long length;
    private final EventLoop eventLoop;
    private int position;
    private boolean paused;
    volatile boolean cancelled;
    volatile boolean discarded;

    PiecemealBody(String text, long length, EventLoop eventLoop) {
        this.text = text;
        this.length = length;
        this.eventLoop = eventLoop;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flow stream(BodySink sink) {
        eventLoop.execute(() -> next(sink));
        return this;
    }

    private void next(BodySink sink) {
        if (cancelled) {
            return;
        }
        if (!paused) {
            int end = Math.min(text.length(), position + 1000);
            sink.data(Unpooled.copiedBuffer(text.substring(position, end), StandardCharsets.UTF_8));
            sink.flush();
            position = end;
            if (position == text.length()) {
                sink.end();
                return;
            }
        }
        eventLoop.execute(() -> next(sink));
    }

    @Override
    public void discard() {
        discarded = true;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
