package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamFrame;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message to a stream of HTTP/2. The last piece waits for the end, so that it can say that it is the last.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class StreamWriter {

    private final Channel stream;
    private final ChannelFutureListener progress;
    private @Nullable Http2Headers head;
    private @Nullable Http2Headers trailers;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private long missing;
    private boolean announced;
    private long written;
    private int waiting;

    /** Writes to {@code stream} and tells {@code progressed} whenever the client has taken something. */
    StreamWriter(Channel stream, Runnable progressed) {
        this.stream = stream;
        this.progress = written -> {
            waiting--;
            progressed.run();
        };
    }

    /** Begins a response. */
    void begin(ResponseHead response, boolean bodiless) {
        begin(Http2ResponseHead.of(response, bodiless), bodiless ? -1 : response.length());
    }

    /** Begins a message whose body has {@code length} bytes, or -1 where nobody said. */
    void begin(Http2Headers message, long length) {
        head = message;
        announced = length >= 0;
        missing = Math.max(0, length);
    }

    /** Keeps {@code fields} to be sent behind the body. */
    void trailers(HttpHeaders fields) {
        trailers = Http2Fields.of(fields);
    }

    /**
     * Adds {@code data} to the body and takes ownership of it.
     *
     * @return whether it fits the announced length; what goes beyond is not written
     */
    boolean data(ByteBuf data) {
        int bytes = data.readableBytes();
        if (bytes == 0) {
            data.release();
            return true;
        }
        if (announced && bytes > missing) {
            data.release();
            return false;
        }
        missing -= bytes;
        written += bytes;
        writePending();
        pending = data;
        return true;
    }

    /** Whether the body has the announced length. */
    boolean isWhole() {
        return !announced || missing == 0;
    }

    /** Lets everything written so far leave. */
    void flush() {
        writePending();
        stream.flush();
    }

    /** Says that this was all, and lets it leave; the future tells when it has. */
    ChannelFuture end() {
        ChannelFuture ended;
        if (trailers != null) {
            writePending();
            ended = write(new DefaultHttp2HeadersFrame(trailers, true));
            trailers = null;
        } else if (head != null && !pending.isReadable()) {
            ended = write(new DefaultHttp2HeadersFrame(head, true));
            head = null;
        } else {
            writeHead();
            ByteBuf last = pending;
            pending = Unpooled.EMPTY_BUFFER;
            ended = write(new DefaultHttp2DataFrame(last, true));
        }
        stream.flush();
        return ended;
    }

    /** Whether the client has not taken all yet. */
    boolean hasBacklog() {
        return waiting > 0;
    }

    /** Tells the client to go on and send the body. */
    void interim(Http2Headers message) {
        stream.write(new DefaultHttp2HeadersFrame(message, false));
        stream.flush();
    }

    /** Ends the stream before its time. */
    void reset(Http2Error reason) {
        release();
        stream.write(new DefaultHttp2ResetFrame(reason));
        stream.flush();
    }

    /** The body bytes so far. */
    long written() {
        return written;
    }

    /** Drops what was not handed to the stream yet. */
    void release() {
        head = null;
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }

    private void writeHead() {
        if (head != null) {
            write(new DefaultHttp2HeadersFrame(head, false));
            head = null;
        }
    }

    private void writePending() {
        writeHead();
        if (pending.isReadable()) {
            ByteBuf next = pending;
            pending = Unpooled.EMPTY_BUFFER;
            write(new DefaultHttp2DataFrame(next, false));
        }
    }

    private ChannelFuture write(Http2StreamFrame frame) {
        waiting++;
        return stream.write(frame).addListener(progress);
    }
}
