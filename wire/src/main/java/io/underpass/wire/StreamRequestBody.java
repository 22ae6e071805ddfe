package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is being received over a stream of HTTP/2. Until the service asks for it nothing is read
 * from the stream, so that the client's window closes and slows it down.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class StreamRequestBody implements RequestBody, Flow {

    private final RequestStream stream;
    private final long length;
    private boolean continueExpected;
    private @Nullable BodySink sink;
    private @Nullable Failure failure;
    private boolean claimed;
    private boolean dropping;
    private boolean paused;
    private boolean over;
    private boolean unflushed;
    private long received;

    StreamRequestBody(RequestStream stream, long length, boolean continueExpected) {
        this.stream = stream;
        this.length = length;
        this.continueExpected = continueExpected;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Flow stream(BodySink receiver) {
        if (claimed) {
            throw new IllegalStateException("the body was streamed or discarded before");
        }
        claimed = true;
        if (failure != null) {
            receiver.abort(failure);
            return Flow.NONE;
        }
        sink = receiver;
        unflushed = true; // The receiver may have written a head that is to leave even if no body comes yet.
        if (continueExpected) {
            continueExpected = false;
            stream.sendContinue();
        }
        stream.updateReading();
        return this;
    }

    @Override
    public void discard() {
        if (!claimed) {
            claimed = true;
            dropping = true;
            stream.updateReading();
        }
    }

    @Override
    public void pause() {
        if (sink != null) {
            paused = true;
            stream.updateReading();
        }
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            stream.updateReading();
        }
    }

    @Override
    public void cancel() {
        if (sink != null) {
            sink = null;
            paused = false;
            dropping = true;
            stream.updateReading();
        }
    }

    /** Whether bytes can be used now. */
    boolean wantsBytes() {
        return !over && (dropping || (sink != null && !paused));
    }

    /** Whether the last byte was received, or never will be. */
    boolean isOver() {
        return over;
    }

    long received() {
        return received;
    }

    /**
     * Takes the next bytes, and ownership of them.
     *
     * @return whether they may come, by the announced length and because somebody wants them
     */
    boolean take(ByteBuf data, boolean last) {
        received += data.readableBytes();
        boolean fits = claimed && (length < 0 || (last ? received == length : received <= length));
        if (!fits || over || !data.isReadable() || sink == null) {
            data.release();
        } else {
            unflushed = true;
            sink.data(data);
        }
        if (fits && last && !over) {
            over = true;
            BodySink receiver = sink;
            sink = null;
            if (receiver != null) {
                receiver.end();
            }
        }
        return fits;
    }

    /** Takes what came behind the body, before {@link #take} says that it was the last. */
    void trailers(HttpHeaders fields) {
        if (sink != null && !fields.isEmpty()) {
            sink.trailers(fields);
        }
    }

    /** No more bytes are at hand for now. */
    void readComplete() {
        if (unflushed) {
            unflushed = false;
            if (sink != null) {
                sink.flush();
            }
        }
    }

    /** The rest will never come, or nobody needs it. */
    void fail(Failure reason) {
        if (over) {
            return;
        }
        over = true;
        failure = reason;
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            receiver.abort(reason);
        }
    }
}
