package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;

/** A large body that is produced until it is paused. Threads: confined to one event loop but for its counters. */
final class PacedBody implements RequestBody, Flow {

    private static final int BLOCK = 64 * 1024;

    private final long size;
    private final EventLoop eventLoop;
    private BodySink sink;
    private boolean producing;
    volatile long sent;
    volatile boolean paused;
    volatile boolean cancelled;

    PacedBody(long size, EventLoop eventLoop) {
        this.size = size;
        this.eventLoop = eventLoop;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public Flow stream(BodySink receiver) {
        sink = receiver;
        eventLoop.execute(this::resume);
        return this;
    }

    @Override
    public void discard() {}

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (producing) {
            return;
        }
        producing = true;
        while (!paused && !cancelled && sent < size) {
            sent += BLOCK;
            sink.data(Unpooled.wrappedBuffer(new byte[BLOCK]));
            sink.flush();
        }
        producing = false;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
