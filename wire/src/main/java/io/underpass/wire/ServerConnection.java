package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection: turns its bytes into exchanges, one at a time and in order. What a client pipelines waits
 * undecoded.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    /** How much of a body that nobody read is dropped to save the connection. */
    private static final long MAX_DRAIN_BYTES = 1024 * 1024;

    /** What may wait undecoded before reading stops; below it, stopping costs more system calls than it saves memory. */
    private static final int MAX_WAITING_BYTES = 64 * 1024;

    /** How long a client that still sends may do so after the last response, so that a reset does not eat it. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final InetSocketAddress GONE = new InetSocketAddress(0);

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final HttpListener listener;
    private final ListenerSettings settings;
    private final SocketChannel channel;
    private final Peer peer;
    private final MessageWriter writer;
    private final RequestDecoder decoder;
    private final ServerTimeouts timeouts;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private State state = State.OPEN;
    private @Nullable ServerExchange exchange;
    private @Nullable ServerRequestBody body;
    private boolean persistent;
    private boolean draining;
    private boolean inRead;
    private boolean processing;
    private boolean flushWanted;

    ServerConnection(HttpListener listener, SocketChannel channel) {
        this.listener = listener;
        this.settings = listener.settings();
        this.channel = channel;
        // An address is missing where the client has reset the connection before it was accepted.
        InetSocketAddress remote = channel.remoteAddress();
        InetSocketAddress local = channel.localAddress();
        this.peer = new Peer(remote == null ? GONE : remote, local == null ? GONE : local, false);
        this.writer = new MessageWriter(channel);
        this.decoder = new RequestDecoder(settings.maxRequestLineBytes(), settings.maxHeaderBytes());
        this.timeouts = new ServerTimeouts(this, writer, settings.idleTimeout());
    }

    Peer peer() {
        return peer;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    MessageWriter writer() {
        return writer;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    // ---- the channel's events

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        listener.opened(this);
        timeouts.start();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (state != State.OPEN) {
            data.release();
            return;
        }
        inRead = true;
        timeouts.progressed();
        if (in.isReadable()) {
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), in, data);
        } else {
            in.release();
            in = data;
        }
        process();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        if (body != null) {
            body.readComplete();
        }
        if (flushWanted) {
            flushWanted = false;
            writer.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.hold(!channel.isWritable());
        }
        if (channel.isWritable() && state == State.OPEN && exchange == null) {
            timeouts.progressed();
            process();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        timeouts.stop();
        abandon(
                new Failure(Failure.Kind.CLOSED, "the client " + peer.remote() + " closed the connection"),
                new Failure(
                        Failure.Kind.CLIENT_LEFT,
                        "the client " + peer.remote() + " left before the answer was complete"),
                0);
        writer.release();
        in.release();
        in = Unpooled.EMPTY_BUFFER;
        listener.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            channel.close();
            return;
        }
        serviceFailed(cause);
    }

    // ---- reading

    /** The service wants the body, or its rest; it may come before this returns. */
    void bodyWanted() {
        timeouts.progressed();
        process();
    }

    private void process() {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (step()) {
                // until bytes or the service are needed
            }
        } finally {
            processing = false;
        }
        if (!in.isReadable()) {
            in.release();
            in = Unpooled.EMPTY_BUFFER;
        }
        updateReading();
    }

    private boolean step() {
        if (state != State.OPEN) {
            in.skipBytes(in.readableBytes());
            return false;
        }
        if (exchange == null) {
            // Whoever pipelines without reading would otherwise have all the answers queued here.
            return channel.isWritable() && readHead();
        }
        if (body != null && !body.isOver()) {
            return body.wantsBytes() && in.isReadable() && readBody(body);
        }
        if (exchange.isOver()) {
            exchange = null;
            body = null;
            timeouts.progressed();
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
        persistent = http10
                ? fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)
                : !fields.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        RequestBody requestBody = RequestBody.EMPTY;
        if (bodyLength != 0) {
            boolean expects = !http10 && fields.containsValue(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
            body = new ServerRequestBody(this, bodyLength, expects, settings.maxHeaderBytes());
            requestBody = body;
        }
        ServerExchange started = new ServerExchange(this, head, requestBody);
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
            close(true);
            return false;
        }
        return progress == BodyReader.Progress.COMPLETE;
    }

    /** Reads from the socket unless what it gives could not be used. */
    void updateReading() {
        if (state == State.CLOSED) {
            return;
        }
        boolean waiting =
                exchange == null ? !channel.isWritable() : body == null || body.isOver() || !body.wantsBytes();
        boolean paused = body != null && !body.isOver() && body.isPaused();
        boolean read = state == State.CLOSING || !(paused || (waiting && in.readableBytes() >= MAX_WAITING_BYTES));
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    // ---- answering

    void sendContinue() {
        writer.interim(Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII));
    }

    void beginResponse(RequestHead request, ResponseHead head, boolean bodiless) {
        long bodyLength = ResponseHeadEncoder.bodyLength(request, head, bodiless);
        persistent = persistent
                && !draining
                && bodyLength != BodyLength.UNTIL_CLOSE
                && !head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                && (body == null || (!body.awaitsContinue() && body.announcedRest() <= MAX_DRAIN_BYTES));
        writer.begin(ResponseHeadEncoder.encode(channel.alloc(), head, bodyLength, bodiless, persistent), bodyLength);
    }

    /** The last byte of the response is written. */
    void responseEnded() {
        persistent &= !draining;
        if (inRead && persistent) {
            flushWanted = true;
        } else {
            writer.flush();
        }
        ServerRequestBody incoming = body;
        boolean unfinished = incoming != null && !incoming.isOver();
        ServerExchange ended = exchange;
        if (!persistent) {
            close(unfinished || in.isReadable());
        }
        if (incoming != null) {
            incoming.responseEnded();
        }
        if (ended != null) {
            observe(ended, 0, Optional.empty());
        }
        timeouts.progressed();
        process();
    }

    /** The response cannot be completed. */
    void cutResponse(Failure failure) {
        LOG.debug("cutting the response to {}: {}", peer.remote(), failure);
        abandon(failure, failure, 0);
        writer.flush();
        close(false);
    }

    /** The client neither sent nor took what it had to for too long. */
    void timedOut() {
        Failure failure = new Failure(
                Failure.Kind.TIMEOUT,
                "the client " + peer.remote() + " stood still for "
                        + settings.idleTimeout().toMillis() + " ms");
        if (writer.hasBacklog()) {
            abandon(failure, failure, 0);
            channel.close();
        } else if (exchange != null) {
            failRequest(
                    failure,
                    new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request body did not arrive in time"));
        } else if (in.isReadable()) {
            refuse(new Refusal(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not arrive in time"));
        } else {
            close(false);
        }
    }

    boolean isClosing() {
        return state != State.OPEN;
    }

    /** Whether it is the client's turn: a head or more of a body has to come. */
    boolean awaitsClient() {
        return exchange == null || awaitsBody();
    }

    /** Whether more of a body has to come. */
    boolean awaitsBody() {
        return body != null && body.wantsBytes();
    }

    void closeNow() {
        channel.close();
    }

    /** Finishes what is running and closes. */
    void drain() {
        draining = true;
        if (state == State.OPEN && exchange == null && !in.isReadable()) {
            close(false);
        }
    }

    private void serviceFailed(Throwable cause) {
        LOG.error("the service failed on a request from {}", peer.remote(), cause);
        Failure failure = new Failure(Failure.Kind.INTERNAL, "the service failed: " + cause);
        failRequest(failure, new Refusal(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the server failed"));
    }

    /** Ends the running exchange from this side, with a response if the service has not begun one. */
    private void failRequest(Failure failure, Refusal refusal) {
        if (exchange != null && exchange.isUnanswered()) {
            int status = reply(refusal);
            abandon(failure, failure, status);
            close(true);
        } else {
            boolean answered = exchange == null || exchange.isOver();
            abandon(failure, failure, 0);
            writer.flush();
            close(answered);
        }
    }

    private void refuse(Refusal refusal) {
        LOG.debug("refusing a request from {}: {}", peer.remote(), refusal);
        reply(refusal);
        close(true);
    }

    private int reply(Refusal refusal) {
        ProtocolErrors.Reply reply = settings.errors().render(refusal.status(), refusal.reason());
        ResponseHead head = new ResponseHead(reply.status(), reply.headers(), reply.body().length);
        writer.begin(
                ResponseHeadEncoder.encode(channel.alloc(), head, reply.body().length, false, false),
                reply.body().length);
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
            running.abandon();
        }
        if (incoming != null) {
            incoming.fail(bodyFailure);
        }
        if (unfinished) {
            observe(running, status, Optional.of(failure));
        }
    }

    private void observe(ServerExchange ended, int status, Optional<Failure> failure) {
        long requestBytes = body == null ? 0 : body.received();
        listener.observer().completed(ended, ended.completion(status, requestBytes, writer.written(), failure));
    }

    /** Closes once everything written has left; where the client may still be sending, only our side at first. */
    private void close(boolean linger) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        updateReading();
        timeouts.closing();
        writer.finish().addListener(written -> {
            if (linger && written.isSuccess()) {
                channel.shutdownOutput();
                timeouts.linger(LINGER);
            } else {
                channel.close();
            }
        });
    }
}
