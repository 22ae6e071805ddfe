package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Produces blocks until paused, cancelled or at its limit. Threads: confined to the event loop of its exchange. */
final class Endless implements Flow {

    /** The length of a block, unless it is given. */
    static final int BLOCK = 1024 * 1024;

    private final Exchange exchange;
    private final AtomicLong produced;
    private final AtomicBoolean cancelled;
    private int blockBytes = BLOCK;
    private int blocks = Integer.MAX_VALUE;
    private volatile boolean paused;
    private boolean producing;

    Endless(Exchange exchange, AtomicLong produced, AtomicBoolean cancelled) {
        this.exchange = exchange;
        this.produced = produced;
        this.cancelled = cancelled;
    }

    Endless limit(int limit) {
        blocks = limit;
        return this;
    }

    Endless blocksOf(int bytes) {
        blockBytes = bytes;
        return this;
    }

    boolean isPaused() {
        return paused;
    }

    void start() {
        exchange.producer(this);
        exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), -1));
        produce();
    }

    private void produce() {
        if (producing) {
            return;
        }
        producing = true;
        while (!paused && !cancelled.get() && blocks > 0) {
            blocks--;
            produced.addAndGet(blockBytes);
            exchange.data(Unpooled.wrappedBuffer(new byte[blockBytes]));
            exchange.flush();
            if (blocks == 0) {
                exchange.end();
            }
        }
        producing = false;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        produce();
    }

    @Override
    public void cancel() {
        cancelled.set(true);
    }
}
