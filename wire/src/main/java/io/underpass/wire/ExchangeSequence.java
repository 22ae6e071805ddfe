package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges of one accepted connection: turns its bytes into one after the other, in order. What a client pipelines
 * waits undecoded.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class ExchangeSequence {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSequence.class);

    /** How much of a body that nobody read is dropped to save the connection. */
    private static final long MAX_DRAIN_BYTES = 1024 * 1024;

    /** What may wait undecoded before reading stops; below it, stopping costs more system calls than it saves memory. */
    private static final int MAX_WAITING_BYTES = 64 * 1024;

    private final ServerConnection connection;
    private final HttpListener listener;
    private final ListenerSettings settings;
    private final MessageWriter writer;
    private final ServerTimeouts timeouts;
    private final RequestDecoder decoder;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private @Nullable ServerExchange exchange;
    private @Nullable ServerRequestBody body;
    private boolean persistent;
    private boolean processing;
    private boolean tunnelling;
    private boolean inputEnded;

    ExchangeSequence(
            ServerConnection connection, HttpListener listener, MessageWriter writer, ServerTimeouts timeouts) {
        this.connection = connection;
        this.listener = listener;
        this.settings = listener.settings();
        this.writer = writer;
        this.timeouts = timeouts;
        this.decoder = new RequestDecoder(
                settings.maxRequestLineBytes(),
                settings.maxHeaderBytes(),
                settings.maxFieldBytes(),
                settings.headPolicy());
    }

    ServerConnection connection() {
        return connection;
    }

    MessageWriter writer() {
        return writer;
    }

    // ---- what the connection tells and asks

    /** Takes the next bytes, and ownership of them. */
    void received(ByteBufAllocator alloc, ByteBuf data) {
        timeouts.progressed();
        if (in.isReadable()) {
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, in, data);
        } else {
            in.release();
            in = data;
        }
        process();
    }

    /** No more bytes are at hand for now. */
    void readComplete() {
        if (body != null) {
            body.readComplete();
        }
    }

    void writabilityChanged() {
        if (exchange != null) {
            exchange.hold(!connection.isWritable());
        }
        if (exchange == null && connection.isWritable() && connection.isOpen()) {
            timeouts.progressed();
            process();
        }
    }

    /** The connection is gone. */
    void disconnected() {
        String client = "the client " + connection.peer().remote();
        abandon(
                new Failure(Failure.Kind.CLOSED, client + " closed the connection"),
                new Failure(Failure.Kind.CLIENT_LEFT, client + " left before the answer was complete"),
                0);
        in.release();
        in = Unpooled.EMPTY_BUFFER;
    }

    /** The client neither sent nor took what it had to for too long. */
    void timedOut() {
        Duration limit = connection.times().idle();
        Failure failure = new Failure(
                Failure.Kind.TIMEOUT,
                "the client " + connection.peer().remote() + " stood still for " + limit.toMillis() + " ms");
        if (writer.hasBacklog()) {
            abandon(failure, failure, 0);
            connection.closeNow();
        } else if (exchange != null) {
            failRequest(
                    failure,
                    new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request body did not arrive in time"));
        } else if (in.isReadable()) {
            refuse(new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time"));
        } else {
            connection.close(false);
        }
    }

    /** The service, or something it was called back by, threw {@code cause}. */
    void serviceFailed(Throwable cause) {
        LOG.error("the service failed on a request from {}", connection.peer().remote(), cause);
        Failure failure = new Failure(Failure.Kind.INTERNAL, "the service failed: " + cause);
        failRequest(failure, new Refusal(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server failed"));
    }

    /** Whether no exchange is running and none has begun to arrive. */
    boolean isIdle() {
        return exchange == null && !in.isReadable();
    }

    /** Whether it is the client's turn: a head or more of a body has to come. In a tunnel it is nobody's. */
    boolean awaitsClient() {
        return exchange == null || (!tunnelling && awaitsBody());
    }

    /** Whether more of a body has to come. */
    boolean awaitsBody() {
        return body != null && body.wantsBytes();
    }

    /** Whether what the socket gives could be used, or is so little that it may as well be held here. */
    boolean takesBytes() {
        if (body != null && !body.isOver() && body.isPaused()) {
            return false;
        }
        boolean usable = exchange == null ? connection.isWritable() : awaitsBody();
        return usable || in.readableBytes() < MAX_WAITING_BYTES;
    }

    // ---- from bytes to exchanges

    /** The service wants the body, or its rest; it may come before this returns. */
    void bodyWanted() {
        timeouts.progressed();
        process();
        if (!connection.isReading()) {
            // What had waited came outside of a read, whose end would have sent it on.
            readComplete();
        }
    }

    /** The last of the body is there, so that the exchange goes on. */
    void bodyReceived() {
        if (exchange != null) {
            exchange.trail().goOn(timeouts.progressedAt());
        }
    }

    void sendContinue() {
        writer.interim(Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));
    }

    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (step()) {
                // until bytes, the service or room for the answer are needed
            }
        } finally {
            processing = false;
        }
        if (!in.isReadable()) {
            in.release();
            in = Unpooled.EMPTY_BUFFER;
            if (inputEnded && body != null) {
                body.inputEnded();
            }
        }
        connection.updateReading();
    }

    private boolean step() {
        if (!connection.isOpen()) {
            in.skipBytes(in.readableBytes());
            return false;
        }
        if (exchange == null) {
            // Whoever pipelines without reading would otherwise have all the answers queued here.
            return connection.isWritable() && readHead();
        }
        if (body != null && !body.isOver()) {
            return body.wantsBytes() && in.isReadable() && readBody(body);
        }
        if (exchange.isOver()) {
            exchange = null;
            body = null;
            return true;
        }
        return false;
    }

    private boolean readHead() {
        Optional<Verdict<RequestGuard.Admitted>> verdict = in.isReadable() ? decoder.decode(in) : Optional.empty();
        if (verdict.isEmpty()) {
            timeouts.headPending(in.isReadable());
            return false;
        }
        timeouts.headPending(false);
        if (verdict.get() instanceof Verdict.Passed<RequestGuard.Admitted> passed) {
            serve(passed.value().head(), passed.value().bodyLength());
            return true;
        }
        refuse(((Verdict.Refused<RequestGuard.Admitted>) verdict.get()).refusal());
        return false;
    }

    private void serve(RequestHead head, long bodyLength) {
        boolean http10 = head.version().equals(HttpVersion.HTTP_1_0);
        HttpHeaders fields = head.headers();
        boolean close = fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        persistent = !close
                && (!http10 || fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true));
        RequestBody requestBody = RequestBody.EMPTY;
        if (bodyLength != 0) {
            boolean expects = !http10 && fields.containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
            body = new ServerRequestBody(this, bodyLength, expects, settings.maxHeaderBytes());
            requestBody = body;
        }
        ServerExchange started = new ServerExchange(this, head, requestBody, decoder.remark(), timeouts.progressedAt());
        exchange = started;
        try {
            listener.service().handle(started);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            serviceFailed(e);
        }
    }

    private boolean readBody(ServerRequestBody incoming) {
        BodyReader.Progress progress = incoming.read(in);
        if (progress == BodyReader.Progress.MALFORMED) {
            Failure failure = new Failure(Failure.Kind.MALFORMED, "the request body: " + incoming.problem());
            failRequest(failure, Refusal.badRequest(incoming.problem()));
            return false;
        }
        if (!incoming.isOver() && incoming.discarded() > MAX_DRAIN_BYTES && exchange != null && exchange.isOver()) {
            connection.close(true);
            return false;
        }
        return progress == BodyReader.Progress.COMPLETE;
    }

    // ---- tunnels

    /** What a client would send after 101. */
    ServerRequestBody newTunnel() {
        return new ServerRequestBody(this, BodyLength.UNTIL_CLOSE, false, settings.maxHeaderBytes());
    }

    /** From here on the connection carries bytes that are none of its business, until one side closes it. */
    void beginTunnel(ResponseHead head, ServerRequestBody incoming) {
        persistent = false;
        tunnelling = true;
        body = incoming;
        connection.allowHalfClosure();
        writer.beginTunnel(head);
    }

    /** The client has closed its half of the connection. */
    void inputEnded() {
        inputEnded = true;
        process();
    }

    // ---- answering

    void beginResponse(RequestHead request, ResponseHead head, boolean bodiless) {
        long bodyLength = ResponseHeadEncoder.bodyLength(request, head, bodiless);
        persistent = persistent
                && !connection.isDraining()
                && !connection.isTooOld()
                && bodyLength != BodyLength.UNTIL_CLOSE
                && !head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                && (body == null || (!body.awaitsContinue() && body.announcedRest() <= MAX_DRAIN_BYTES));
        writer.begin(head, bodyLength, bodiless, persistent);
    }

    /** The last byte of the response is written. */
    void responseEnded() {
        persistent &= !connection.isDraining();
        ServerRequestBody incoming = body;
        boolean unfinished = incoming != null && !incoming.isOver();
        ServerExchange ended = exchange;
        if (persistent) {
            connection.flushSoon();
        } else {
            connection.close(unfinished || in.isReadable());
        }
        if (incoming != null) {
            incoming.responseEnded();
        }
        long now = System.nanoTime();
        timeouts.progressed(now);
        if (ended != null) {
            observe(ended, 0, now, Optional.empty());
        }
        process();
    }

    /** The response cannot be completed. */
    void cutResponse(Failure failure) {
        LOG.debug("cutting the response to {}: {}", connection.peer().remote(), failure);
        abandon(failure, failure, 0);
        connection.close(false);
    }

    /** Ends the running exchange from this side, with a response if the service has not begun one. */
    private void failRequest(Failure failure, Refusal refusal) {
        if (exchange != null && exchange.isUnanswered()) {
            int status = reply(refusal);
            abandon(failure, failure, status);
            connection.close(true);
        } else {
            boolean answered = exchange == null || exchange.isOver();
            abandon(failure, failure, 0);
            connection.close(answered);
        }
    }

    private void refuse(Refusal refusal) {
        LOG.debug("refusing a request from {}: {}", connection.peer().remote(), refusal);
        settings.connections().refused(connection.peer(), reply(refusal), refusal.remark());
        connection.close(true);
    }

    private int reply(Refusal refusal) {
        ProtocolErrors.Reply reply = settings.errors().render(refusal.status(), refusal.reason());
        ResponseHead head = new ResponseHead(reply.status(), reply.headers(), reply.body().length);
        writer.begin(head, reply.body().length, false, false);
        writer.data(Unpooled.wrappedBuffer(reply.body()));
        writer.end();
        return reply.status().code();
    }

    private void abandon(Failure bodyFailure, Failure failure, int status) {
        ServerExchange running = exchange;
        ServerRequestBody incoming = body;
        if (running == null) {
            return;
        }
        boolean unfinished = !running.isOver();
        if (unfinished) {
            running.abandon(status);
        }
        if (incoming != null) {
            incoming.fail(bodyFailure);
        }
        if (unfinished) {
            observe(running, status, System.nanoTime(), Optional.of(failure));
        }
    }

    private void observe(ServerExchange ended, int status, long nowNanos, Optional<Failure> failure) {
        long requestBytes = body == null ? 0 : body.received();
        listener.observer()
                .completed(ended, ended.completion(status, requestBytes, writer.written(), nowNanos, failure));
    }
}
