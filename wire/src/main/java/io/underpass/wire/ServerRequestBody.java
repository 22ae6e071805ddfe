package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is being received. Until the service asks for it nothing is decoded, so that it waits in
 * the socket's buffer and slows the client down.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ServerRequestBody implements RequestBody, Flow {

    private enum Mode {
        UNCLAIMED,
        STREAMING,
        DISCARDING
    }

    private final ExchangeSequence exchanges;
    private final long length;
    private final BodyReader reader;
    private final Consumer<ByteBuf> deliverer = this::deliver;
    private boolean continueExpected;
    private Mode mode = Mode.UNCLAIMED;
    private @Nullable BodySink sink;
    private @Nullable Failure failure;
    private boolean claimed;
    private boolean paused;
    private boolean over;
    private boolean unflushed;
    private long received;
    private long discarded;

    ServerRequestBody(ExchangeSequence exchanges, long length, boolean continueExpected, int maxTrailerBytes) {
        this.exchanges = exchanges;
        this.length = length;
        this.continueExpected = continueExpected;
        this.reader = BodyReader.of(length, maxTrailerBytes);
    }

    @Override
    public long length() {
        return Math.max(-1, length);
    }

    @Override
    public Flow stream(BodySink receiver) {
        claim();
        if (failure != null) {
            receiver.abort(failure);
            return Flow.NONE;
        }
        if (over) {
            receiver.end(); // a tunnel whose client had nothing to say
            return Flow.NONE;
        }
        sink = receiver;
        mode = Mode.STREAMING;
        unflushed = true; // The receiver may have written a head that is to leave even if no body comes yet.
        if (continueExpected) {
            continueExpected = false;
            exchanges.sendContinue();
        }
        exchanges.bodyWanted();
        return this;
    }

    @Override
    public void discard() {
        if (!claimed) {
            claimed = true;
            mode = Mode.DISCARDING;
            exchanges.bodyWanted();
        }
    }

    @Override
    public void pause() {
        if (mode == Mode.STREAMING && !over) {
            paused = true;
            exchanges.connection().updateReading();
        }
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            exchanges.bodyWanted();
        }
    }

    @Override
    public void cancel() {
        if (mode == Mode.STREAMING && !over) {
            dropRest();
        }
    }

    /** Whether bytes can be used now. */
    boolean wantsBytes() {
        return !over
                && switch (mode) {
                    case UNCLAIMED -> false;
                    case STREAMING -> !paused;
                    case DISCARDING -> !continueExpected;
                };
    }

    /** Whether the service asked for a break. */
    boolean isPaused() {
        return paused;
    }

    /** Whether the last byte was received, or never will be. */
    boolean isOver() {
        return over;
    }

    /** Whether the client waits for a 100 that it has not got, so that nobody knows if the body will come. */
    boolean awaitsContinue() {
        return continueExpected && !over;
    }

    long received() {
        return received;
    }

    long discarded() {
        return discarded;
    }

    /** The bytes still to come as far as announced; 0 where they were not. */
    long announcedRest() {
        return over ? 0 : Math.max(0, length - received);
    }

    String problem() {
        return reader.problem();
    }

    /** Decodes what {@code in} holds; borrows it. */
    BodyReader.Progress read(ByteBuf in) {
        BodyReader.Progress progress = reader.read(in, deliverer);
        if (progress == BodyReader.Progress.COMPLETE && !over) {
            over = true;
            if (sink != null) {
                BodySink receiver = sink;
                sink = null;
                exchanges.bodyReceived();
                receiver.end();
            }
        }
        return progress;
    }

    /** The client has closed its half of the connection, which is the end of a tunnel and of nothing else. */
    void inputEnded() {
        if (over) {
            return;
        }
        over = true;
        BodySink receiver = sink;
        sink = null;
        if (receiver != null) {
            receiver.end();
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

    /** The response is complete: nobody needs the rest, and whoever still streams it learns that. */
    void responseEnded() {
        if (over || mode == Mode.DISCARDING) {
            return;
        }
        BodySink receiver = sink;
        dropRest();
        if (receiver != null) {
            receiver.abort(
                    new Failure(Failure.Kind.CLOSED, "the response was complete before the request body was received"));
        }
    }

    /** The rest will never come. */
    void fail(Failure reason) {
        if (over) {
            return;
        }
        over = true;
        failure = reason;
        if (sink != null) {
            BodySink receiver = sink;
            sink = null;
            receiver.abort(reason);
        }
    }

    private void claim() {
        if (claimed) {
            throw new IllegalStateException("the body was streamed or discarded before");
        }
        claimed = true;
    }

    private void dropRest() {
        sink = null;
        paused = false;
        mode = Mode.DISCARDING;
        exchanges.bodyWanted();
    }

    private void deliver(ByteBuf data) {
        received += data.readableBytes();
        if (sink == null) {
            discarded += data.readableBytes();
            data.release();
        } else {
            unflushed = true;
            sink.data(data);
        }
    }
}
