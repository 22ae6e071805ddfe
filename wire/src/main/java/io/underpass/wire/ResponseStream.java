package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a call: the stream that it gets, from the request's head to the last byte of the response.
 *
 * <p>Threads: confined to the event loop of its request.
 */
final class ResponseStream extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseStream.class);
    private static final int MAX_INTERIM_RESPONSES = 100;

    private final StreamCall call;
    private final InetSocketAddress origin;
    private final UpstreamTimeouts timeouts;
    private final UpstreamRequest request;
    private final ResponseSink sink;
    private @Nullable OriginConnection connection;
    private @Nullable Channel stream;
    private @Nullable StreamWriter writer;
    private @Nullable StreamUpload upload;
    private int interimResponses;
    private boolean paused;
    private boolean requestSent;
    private boolean headSeen;
    private boolean unflushed;
    private boolean over;
    private long missing = -1;
    private long progressedAt; // while it waits for a stream: since when

    ResponseStream(StreamCall call, InetSocketAddress origin, UpstreamTimeouts timeouts, boolean paused) {
        this.call = call;
        this.origin = origin;
        this.timeouts = timeouts;
        this.request = call.request();
        this.sink = call.sink();
        this.paused = paused;
    }

    InetSocketAddress origin() {
        return origin;
    }

    UpstreamTimeouts timeouts() {
        return timeouts;
    }

    /** It has to wait for a stream, from {@code now} on. */
    void waitsFrom(long now) {
        progressedAt = now;
    }

    /** For how many nanoseconds it may wait for a stream still: as long as for a connection. */
    long patienceLeft(long now) {
        return progressedAt + timeouts.connect().toNanos() - now;
    }

    /** Whether nobody waits for the response any more. */
    boolean isOver() {
        return over;
    }

    // ---- what the caller asks

    void pause() {
        paused = true;
        setReading(false);
    }

    void resume() {
        paused = false;
        setReading(true);
    }

    void cancel() {
        if (!over) {
            close();
            request.body().discard();
        }
    }

    // ---- what the connection tells

    /** A stream has been opened. */
    void run(OriginConnection carrier, Channel opened, boolean secure) {
        connection = carrier;
        stream = opened;
        if (over) {
            opened.close();
            return;
        }
        progressed();
        setReading(!paused);
        StreamWriter started = new StreamWriter(opened, this::progressed);
        writer = started;
        RequestBody body = request.body();
        long length = body.length();
        started.begin(Http2RequestHeadEncoder.encode(request.head(), length, origin, secure), length);
        if (body.isEmpty()) {
            body.discard();
            requestSent = true;
            started.end();
        } else {
            StreamUpload sending = new StreamUpload(this, started);
            upload = sending;
            sending.start(body);
        }
    }

    /** There is no stream. */
    void notConnected(Failure failure) {
        if (!over) {
            fail(failure);
        }
    }

    void connectionLost(@Nullable Throwable error) {
        if (over) {
            return;
        }
        fail(
                error instanceof Http2Exception broken
                        ? malformed(String.valueOf(broken.getMessage()))
                        : ConnectionLoss.failure(error, origin, headSeen));
    }

    /**
     * Fails the call if the origin has done nothing for too long.
     *
     * @return the nanoseconds until this is to be asked again
     */
    long checkTimeout(long now) {
        long limit = timeouts.response().toNanos();
        Channel open = stream;
        if (over || open == null) {
            return limit;
        }
        boolean originsTurn = !paused && (requestSent || !open.isWritable());
        long left = originsTurn ? progressedAt + limit - now : limit;
        if (left > 0) {
            return left;
        }
        fail(new Failure(
                Failure.Kind.TIMEOUT,
                "no byte from " + ConnectionLoss.name(origin) + " for "
                        + timeouts.response().toMillis() + " ms"));
        return limit;
    }

    // ---- what the upload tells and asks

    void progressed() {
        progressedAt = System.nanoTime();
    }

    boolean isWritable() {
        return stream != null && stream.isWritable();
    }

    void uploaded() {
        upload = null;
        requestSent = true;
        progressed();
    }

    void uploadFailed(Failure failure) {
        upload = null;
        if (!over) {
            fail(failure);
        }
    }

    // ---- the stream's events

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        progressed();
        if (over) {
            ReferenceCountUtil.release(frame);
        } else if (frame instanceof Http2HeadersFrame head && !headSeen) {
            head(head);
        } else if (frame instanceof Http2HeadersFrame trailers) {
            trailers(trailers);
        } else if (frame instanceof Http2DataFrame data) {
            ByteBuf content = data.content().retain();
            data.release();
            data(content, data.isEndStream());
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (unflushed && !over) {
            unflushed = false;
            sink.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        progressed();
        if (upload != null) {
            upload.writabilityChanged(ctx.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!over && event instanceof Http2ResetFrame reset) {
            reset(reset.errorCode());
        } else if (!over && event instanceof Http2GoAwayFrame) {
            if (connection != null) {
                connection.leave(); // It hears of it later than its streams do.
            }
            // The codec closes it next. A reset for a stream that the origin has passed over would cost the others
            // their
            // connection.
            stream = null;
            unprocessed(new Failure(Failure.Kind.CLOSED, ConnectionLoss.name(origin) + " has gone away"));
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over
                && ctx.channel() instanceof Http2StreamChannel own
                && !Http2CodecUtil.isStreamIdValid(own.stream().id())) {
            // The origin said that it is leaving before the head could be written.
            unprocessed(new Failure(Failure.Kind.CLOSED, ConnectionLoss.name(origin) + " has gone away"));
        }
        connectionLost(connection == null ? null : connection.error());
        if (connection != null && (stream == null || stream == ctx.channel())) {
            connection.closed(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (over) {
            return;
        }
        if (cause instanceof Http2Exception) {
            fail(malformed(String.valueOf(cause.getMessage())));
        } else if (cause instanceof IOException) {
            fail(ConnectionLoss.failure(cause, origin, headSeen));
        } else {
            LOG.error("the receiver of a response from {} failed", origin, cause);
            fail(new Failure(Failure.Kind.INTERNAL, "the receiver of the response failed: " + cause));
        }
    }

    // ---- from frames to a response

    private void head(Http2HeadersFrame frame) {
        Http2ResponseHeadReader.Result result = Http2ResponseHeadReader.read(frame.headers());
        if (result instanceof Http2ResponseHeadReader.Broken broken) {
            fail(malformed(broken.problem()));
        } else if (result instanceof Http2ResponseHeadReader.Interim) {
            interimResponses++;
            if (interimResponses > MAX_INTERIM_RESPONSES || frame.isEndStream()) {
                fail(malformed("there are too many interim responses, or no other"));
            }
        } else if (result instanceof Http2ResponseHeadReader.Final found) {
            headSeen = true;
            ResponseHead head = found.head();
            missing = bodiless(head.status()) ? -1 : head.length();
            unflushed = true;
            request.trail().goOn(progressedAt);
            sink.head(head);
            if (frame.isEndStream() && !over) {
                complete();
            }
        }
    }

    private void trailers(Http2HeadersFrame frame) {
        if (!frame.isEndStream()) {
            fail(malformed("it has two heads"));
            return;
        }
        sink.trailers(Http2Trailers.read(frame.headers()));
        complete();
    }

    /** Passes {@code content} on, and ownership of it. */
    private void data(ByteBuf content, boolean last) {
        int bytes = content.readableBytes();
        if (!headSeen || (missing >= 0 && bytes > missing)) {
            content.release();
            fail(malformed(headSeen ? "its body is longer than announced" : "it has a body and no head"));
            return;
        }
        if (missing >= 0) {
            missing -= bytes;
        }
        if (bytes == 0) {
            content.release();
        } else {
            unflushed = true;
            sink.data(content);
        }
        if (last && !over) {
            complete();
        }
    }

    private boolean bodiless(HttpResponseStatus status) {
        return request.head().method().equals(HttpMethod.HEAD) || status.code() == 204 || status.code() == 304;
    }

    // ---- the end

    private void complete() {
        if (missing > 0) {
            fail(malformed("its body is shorter than announced"));
            return;
        }
        close();
        sink.end();
    }

    private void reset(long error) {
        String name = ConnectionLoss.name(origin);
        if (error == Http2Error.REFUSED_STREAM.code()) {
            unprocessed(new Failure(Failure.Kind.RESET, name + " refused the stream"));
            return;
        }
        Http2Error known = Http2Error.valueOf(error);
        fail(new Failure(
                Failure.Kind.RESET, name + " reset the stream: " + (known == null ? "error " + error : known)));
    }

    /** The origin has not looked at the request. */
    private void unprocessed(Failure failure) {
        if (headSeen || !call.mayTryAgain()) {
            fail(failure);
            return;
        }
        close();
        call.start();
    }

    private void fail(Failure failure) {
        close();
        request.body().discard();
        sink.abort(failure);
    }

    /** Ends the stream, which is reset where one side has not said all. */
    private void close() {
        over = true;
        StreamUpload sending = upload;
        upload = null;
        if (sending != null) {
            sending.stop();
        }
        if (writer != null && !requestSent) {
            writer.release();
        }
        if (stream != null) {
            stream.close();
        }
    }

    private void setReading(boolean read) {
        if (stream != null && !over && stream.config().isAutoRead() != read) {
            progressed();
            stream.config().setAutoRead(read);
        }
    }

    private Failure malformed(String problem) {
        return new Failure(Failure.Kind.MALFORMED, "the response from " + ConnectionLoss.name(origin) + ": " + problem);
    }
}
