package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream that a client of HTTP/2 has opened: its frames become an exchange.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class RequestStream extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestStream.class);

    private final MultiplexedConnection connection;
    private final Channel channel;
    private final StreamWriter writer;
    private @Nullable StreamExchange exchange;
    private @Nullable StreamRequestBody body;
    private RequestGuard.@Nullable Admitted held;
    private boolean headSeen;
    private boolean ended;
    private boolean over;
    private long progressedAt = System.nanoTime();

    RequestStream(MultiplexedConnection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
        this.writer = new StreamWriter(channel, this::progressed);
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    StreamWriter writer() {
        return writer;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** When the client, whose turn it is, did something last; empty-handed it waits for the service. */
    long stalledSince(long now) {
        boolean clientsTurn = over || held != null || writer.hasBacklog() || (body != null && body.wantsBytes());
        return clientsTurn ? progressedAt : now;
    }

    private void progressed() {
        progressedAt = System.nanoTime();
    }

    // ---- the stream's events

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection.opened(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        progressed();
        if (over) {
            ReferenceCountUtil.release(frame);
        } else if (frame instanceof Http2HeadersFrame head && !headSeen) {
            headSeen = true;
            begin(head);
        } else if (held != null) {
            awaitEnd(held, frame);
        } else if (frame instanceof Http2HeadersFrame trailers) {
            if (body != null && trailers.isEndStream()) {
                body.trailers(Http2Trailers.read(trailers.headers()));
            }
            take(Unpooled.EMPTY_BUFFER, trailers.isEndStream());
        } else if (frame instanceof Http2DataFrame data) {
            ByteBuf content = data.content().retain();
            data.release();
            take(content, data.isEndStream());
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (body != null) {
            body.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        progressed();
        if (exchange != null) {
            exchange.hold(!channel.isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame) {
            disconnected("reset the stream");
            channel.close();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        disconnected("closed the stream");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception || cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("a stream of {} broke", connection.peer().remote(), cause);
            disconnected("broke the rules of HTTP/2: " + cause.getMessage());
            if (!(cause instanceof Http2Exception)) {
                channel.close();
            } // otherwise the stream is about to be reset for the reason that the cause gives
        } else if (cause instanceof Exception
                || cause instanceof LinkageError
                || cause instanceof AssertionError
                || cause instanceof StackOverflowError) {
            serviceFailed(cause);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    // ---- from frames to an exchange

    private void begin(Http2HeadersFrame frame) {
        ended = frame.isEndStream();
        Verdict<RequestGuard.Admitted> verdict = Http2RequestHead.read(frame.headers(), ended, connection.settings());
        if (verdict instanceof Verdict.Refused<RequestGuard.Admitted> refused) {
            refuse(refused.refusal());
            return;
        }
        RequestGuard.Admitted admitted = ((Verdict.Passed<RequestGuard.Admitted>) verdict).value();
        if (!ended && admitted.bodyLength() == 0) {
            held = admitted;
        } else {
            serve(admitted);
        }
    }

    private void refuse(Refusal refusal) {
        stopReading();
        LOG.debug("refusing a request from {}: {}", connection.peer().remote(), refusal);
        connection.settings().connections().refused(connection.peer(), reply(refusal), refusal.remark());
    }

    /** A request that announces a body of no bytes is served once none has come: another would be malformed (RFC 9113 8.1.1). */
    private void awaitEnd(RequestGuard.Admitted admitted, Object frame) {
        boolean empty =
                !(frame instanceof Http2DataFrame data) || !data.content().isReadable();
        ended = (frame instanceof Http2DataFrame last && last.isEndStream())
                || (frame instanceof Http2HeadersFrame trailers && trailers.isEndStream());
        ReferenceCountUtil.release(frame);
        if (!empty) {
            held = null;
            refuse(Refusal.badRequest("the request body does not have the announced length"));
        } else if (ended) {
            held = null;
            serve(admitted);
        }
    }

    private void stopReading() {
        if (!ended) {
            channel.config().setAutoRead(false);
        }
    }

    private void serve(RequestGuard.Admitted admitted) {
        stopReading();
        RequestHead head = admitted.head();
        RequestBody requestBody = RequestBody.EMPTY;
        if (!ended) {
            boolean expects = head.headers().containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
            StreamRequestBody incoming = new StreamRequestBody(this, admitted.bodyLength(), expects);
            body = incoming;
            requestBody = incoming;
        }
        StreamExchange started = new StreamExchange(this, head, requestBody, connection.peer(), progressedAt);
        exchange = started;
        try {
            connection.service().handle(started);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            serviceFailed(e);
        }
    }

    private void take(ByteBuf data, boolean last) {
        StreamRequestBody incoming = body;
        if (incoming == null) {
            data.release();
            return;
        }
        if (last && exchange != null) {
            exchange.trail().goOn(progressedAt);
        }
        if (!incoming.take(data, last)) {
            failRequest(
                    new Failure(Failure.Kind.MALFORMED, "the request body does not have the announced length"),
                    Refusal.badRequest("the request body does not have the announced length"));
        }
    }

    /** Reads from the stream while what it gives can be used. */
    void updateReading() {
        progressed();
        boolean read = body != null && (body.wantsBytes() || body.isOver());
        if (!over && channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    void sendContinue() {
        writer.interim(new DefaultHttp2Headers(false).status(HttpResponseStatus.CONTINUE.codeAsText()));
    }

    // ---- answering

    /** The last byte of the response is there. */
    void responseEnded() {
        StreamExchange answered = exchange;
        StreamRequestBody incoming = body;
        end();
        if (incoming != null) {
            incoming.fail(
                    new Failure(Failure.Kind.CLOSED, "the response was complete before the request body was received"));
        }
        if (answered != null) {
            observe(answered, 0, Optional.empty());
        }
    }

    /** The response cannot be completed. */
    void cutResponse(Failure failure) {
        LOG.debug("cutting the response to {}: {}", connection.peer().remote(), failure);
        over = true;
        reset(Http2Error.INTERNAL_ERROR);
        abandon(failure, failure, 0);
    }

    /** The client is gone, or wants no more. */
    void disconnected(String how) {
        connection.closed(this);
        if (over) {
            return;
        }
        over = true;
        writer.release();
        String client = "the client " + connection.peer().remote();
        abandon(
                new Failure(Failure.Kind.CLOSED, client + ' ' + how),
                new Failure(Failure.Kind.CLIENT_LEFT, client + " left before the answer was complete"),
                0);
    }

    /** The client neither sent nor took what it had to for too long. */
    void timedOut() {
        if (over) {
            reset(Http2Error.CANCEL);
            return;
        }
        Failure failure = new Failure(
                Failure.Kind.TIMEOUT,
                "the client " + connection.peer().remote() + " stood still for "
                        + connection.times().idle().toMillis() + " ms");
        failRequest(
                failure, new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request body did not arrive in time"));
    }

    private void serviceFailed(Throwable cause) {
        LOG.error("the service failed on a request from {}", connection.peer().remote(), cause);
        failRequest(
                new Failure(Failure.Kind.INTERNAL, "the service failed: " + cause),
                new Refusal(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server failed"));
    }

    /** Ends the exchange from this side, with a response if the service has not begun one. */
    private void failRequest(Failure failure, Refusal refusal) {
        if (over) {
            return;
        }
        if (held != null || (exchange != null && exchange.isUnanswered())) {
            held = null;
            int status = reply(refusal);
            abandon(failure, failure, status);
        } else {
            cutResponse(failure);
        }
    }

    private int reply(Refusal refusal) {
        ProtocolErrors.Reply reply = connection.settings().errors().render(refusal.status(), refusal.reason());
        writer.begin(new ResponseHead(reply.status(), reply.headers(), reply.body().length), false);
        writer.data(Unpooled.wrappedBuffer(reply.body()));
        end();
        return reply.status().code();
    }

    /** Everything is said; where the client still sends, it is told then that it need not (RFC 9113 8.1). */
    private void end() {
        over = true;
        boolean received = ended || (body != null && body.isOver());
        writer.end().addListener(sent -> {
            if (!received) {
                reset(Http2Error.NO_ERROR);
            }
        });
    }

    private void reset(Http2Error reason) {
        writer.reset(reason);
        channel.close();
    }

    private void abandon(Failure bodyFailure, Failure failure, int status) {
        StreamExchange running = exchange;
        if (running == null) {
            return;
        }
        boolean unfinished = !running.isOver();
        if (unfinished) {
            running.abandon(status);
        }
        if (body != null) {
            body.fail(bodyFailure);
        }
        if (unfinished) {
            observe(running, status, Optional.of(failure));
        }
    }

    private void observe(StreamExchange ended, int status, Optional<Failure> failure) {
        long requestBytes = body == null ? 0 : body.received();
        connection
                .observer()
                .completed(ended, ended.completion(status, requestBytes, writer.written(), System.nanoTime(), failure));
    }
}
