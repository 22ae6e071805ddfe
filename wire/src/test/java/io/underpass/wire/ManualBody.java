package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request body that a test hands out piece by piece. Threads: one. */
public final class ManualBody implements RequestBody {

    private final long length;
    private int atOnce;
    private Optional<BodySink> sink = Optional.empty();
    private boolean paused;
    private boolean cancelled;
    private boolean discarded;

    /** A body of {@code length}, -1 for one of unknown length. */
    public ManualBody(long length) {
        this.length = length;
    }

    /** Sends {@code bytes} as soon as it is streamed, before the call returns. */
    public ManualBody sendingAtOnce(int bytes) {
        atOnce = bytes;
        return this;
    }

    /** Sends zeros. */
    public void send(int bytes) {
        sink().data(ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes)).writeZero(bytes));
    }

    /** Sends {@code text} in UTF-8. */
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink().data(ByteBufAllocator.DEFAULT.buffer(Math.max(1, bytes.length)).writeBytes(bytes));
    }

    /** Sends {@code data}, which passes to the sink. */
    public void send(ByteBuf data) {
        sink().data(data);
    }

    public void flush() {
        sink().flush();
    }

    public void end() {
        sink().end();
    }

    public void abort(Failure failure) {
        sink().abort(failure);
    }

    public boolean isStreamed() {
        return sink.isPresent();
    }

    public boolean isPaused() {
        return paused;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    public boolean isDiscarded() {
        return discarded;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flow stream(BodySink receiver) {
        if (discarded || sink.isPresent()) {
            throw new IllegalStateException("the body was streamed or discarded before");
        }
        sink = Optional.of(receiver);
        if (atOnce > 0) {
            send(atOnce);
        }
        return new Flow() {
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
        };
    }

    @Override
    public void discard() {
        if (sink.isEmpty()) {
            discarded = true;
        }
    }

    private BodySink sink() {
        return sink.orElseThrow(() -> new AssertionError("nobody streams the body"));
    }
}
