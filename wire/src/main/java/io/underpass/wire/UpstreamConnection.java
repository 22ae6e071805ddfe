package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an origin, serving one call at a time. It goes back to its pool only if request and response are
 * both complete and not a byte is left over; a byte that comes unasked closes it.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);
    private static final int MAX_INTERIM_RESPONSES = 100;

    private final LoopPool pool;
    private final SocketChannel channel;
    private final InetSocketAddress origin;
    private final MessageWriter writer;
    private final ResponseDecoder decoder;
    private final LazyTimer timer;
    private final Consumer<ByteBuf> receiver = this::deliver;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private @Nullable UpstreamCall call;
    private @Nullable Upload upload;
    private @Nullable BodyReader reader;
    private @Nullable Throwable error;
    private boolean requestSent;
    private boolean reusable;
    private boolean responseBegun;
    private boolean tunnelling;
    private int interimResponses;
    private boolean inRead;
    private boolean unflushed;
    private boolean returning;
    private long progressedAt;
    private long idleSince;

    UpstreamConnection(LoopPool pool, SocketChannel channel, InetSocketAddress origin) {
        this.pool = pool;
        this.channel = channel;
        this.origin = origin;
        this.writer = new MessageWriter(channel);
        this.decoder = new ResponseDecoder(pool.settings().maxResponseHeadBytes());
        this.timer = new LazyTimer(channel.eventLoop(), this::checkTimeout);
    }

    InetSocketAddress origin() {
        return origin;
    }

    boolean isOpen() {
        return channel.isActive() && error == null;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    long idleSince() {
        return idleSince;
    }

    void closeNow() {
        channel.close();
    }

    /** Sends the request of {@code next} and reports to it. */
    void run(UpstreamCall next, long nowNanos) {
        call = next;
        requestSent = false;
        responseBegun = false;
        interimResponses = 0;
        reusable = !next.wantsClose();
        progressedAt = nowNanos;
        timer.ensure(progressedAt + next.timeouts().response().toNanos());
        RequestBody body = next.request().body();
        long length = body.length();
        writer.begin(
                RequestHeadEncoder.encode(
                        channel.alloc(),
                        next.request().head(),
                        length,
                        origin,
                        !reusable,
                        next.request().tunnel().isPresent()),
                length);
        if (body.isEmpty()) {
            body.discard();
            writer.end();
            writer.flush();
            requestSent = true;
        } else {
            Upload started = new Upload(this, writer);
            upload = started;
            started.start(body);
        }
    }

    /** The caller wants no more; the connection is of no use with half a response on it. */
    void abandon() {
        call = null;
        stopUpload();
        channel.close();
    }

    void setReading(boolean read) {
        if (channel.config().isAutoRead() != read) {
            progressed();
            channel.config().setAutoRead(read);
        }
    }

    void progressed() {
        progressedAt = System.nanoTime();
    }

    void uploaded() {
        requestSent = true;
        upload = null;
        progressed();
        if (tunnelling) {
            closeOutput();
        }
    }

    void uploadFailed(Failure failure) {
        upload = null;
        fail(failure, false);
    }

    // ---- the channel's events

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        pool.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (call == null) {
            data.release();
            returning = false;
            channel.close();
            return;
        }
        inRead = true;
        responseBegun = true;
        progressed();
        if (in.isReadable()) {
            in = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), in, data);
        } else {
            in.release();
            in = data;
        }
        decode();
        if (!in.isReadable()) {
            in.release();
            in = Unpooled.EMPTY_BUFFER;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        if (returning) {
            returning = false;
            pool.offer(this);
        } else if (unflushed && call != null) {
            unflushed = false;
            call.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        progressed();
        if (upload != null) {
            upload.writabilityChanged(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        returning = false;
        pool.closed(this);
        if (call != null) {
            if (reader != null && reader.endsWithConnection() && error == null) {
                complete();
            } else {
                fail(ConnectionLoss.failure(error, origin, responseBegun), !responseBegun);
            }
        }
        writer.release();
        in.release();
        in = Unpooled.EMPTY_BUFFER;
    }

    /**
     * After an error in reading the channel closes by itself. After one in writing the response may still be readable:
     * an origin that answers early and stops reading causes exactly this.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The native transport reports a peer that is gone already as "not yet connected".
        if (cause instanceof IOException || cause instanceof NotYetConnectedException) {
            if (!(cause instanceof ClosedChannelException)) {
                error = cause;
            }
            stopUpload();
            return;
        }
        if (cause instanceof DecoderException) { // TLS, which reports what breaks its rules as a failure to decode
            error = cause;
            stopUpload();
            channel.close();
            return;
        }
        LOG.error("the receiver of a response from {} failed", origin, cause);
        fail(new Failure(Failure.Kind.INTERNAL, "the receiver of the response failed: " + cause), false);
    }

    // ---- the response

    private void decode() {
        while (call != null && in.isReadable()) {
            if (reader == null) {
                if (!decodeHead(call)) {
                    return;
                }
            } else if (!decodeBody(reader)) {
                return;
            }
        }
    }

    private boolean decodeHead(UpstreamCall running) {
        ResponseDecoder.Result result = decoder.decode(
                in,
                running.request().head().method(),
                running.request().tunnel().isPresent());
        if (result instanceof ResponseDecoder.Incomplete) {
            return false;
        }
        if (result instanceof ResponseDecoder.Interim) {
            interimResponses++;
            if (interimResponses > MAX_INTERIM_RESPONSES) {
                fail(describe(Failure.Kind.MALFORMED, "there are too many interim responses"), false);
            }
            return true;
        }
        if (result instanceof ResponseDecoder.Broken broken) {
            fail(describe(broken.kind(), broken.problem()), false);
            return false;
        }
        ResponseDecoder.Final found = (ResponseDecoder.Final) result;
        reusable &= found.keepAlive();
        BodyReader body = BodyReader.of(found.bodyLength(), pool.settings().maxResponseHeadBytes());
        reader = body;
        unflushed = true;
        running.head(found.head(), progressedAt);
        if (call == running && found.bodyLength() == 0) {
            complete();
        } else if (call == running && isSwitch(found.head())) {
            running.request().tunnel().ifPresent(this::openTunnel);
        }
        return true;
    }

    private static boolean isSwitch(ResponseHead head) {
        return head.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    /** HTTP is over on this connection: what the client sends is sent on as it is, until one side closes. */
    private void openTunnel(RequestBody fromClient) {
        tunnelling = true;
        requestSent = false;
        writer.begin(Unpooled.EMPTY_BUFFER, BodyLength.UNTIL_CLOSE);
        Upload started = new Upload(this, writer);
        upload = started;
        started.start(fromClient);
    }

    /** The client has no more to say; the origin may have. */
    private void closeOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        writer.finish().addListener(sent -> {
            if (tls == null) {
                channel.shutdownOutput();
            } else {
                tls.closeOutbound().addListener(said -> channel.shutdownOutput());
            }
        });
    }

    private boolean decodeBody(BodyReader body) {
        BodyReader.Progress progress = body.read(in, receiver);
        if (call != null && progress == BodyReader.Progress.COMPLETE) {
            complete();
        } else if (call != null && progress == BodyReader.Progress.MALFORMED) {
            fail(describe(Failure.Kind.MALFORMED, body.problem()), false);
        }
        return progress == BodyReader.Progress.COMPLETE;
    }

    private void deliver(ByteBuf data) {
        if (call == null) {
            data.release();
        } else {
            unflushed = true;
            call.data(data);
        }
    }

    private void complete() {
        UpstreamCall done = call;
        boolean clean = requestSent && reusable && !in.isReadable() && isOpen();
        call = null;
        reader = null;
        stopUpload();
        setReading(true);
        if (!clean) {
            channel.close();
        } else {
            idleSince = inRead ? progressedAt : System.nanoTime();
            // Only once everything at hand is read: bytes behind the response make the connection unfit.
            if (inRead) {
                returning = true;
            } else {
                pool.offer(this);
            }
        }
        if (done != null) {
            done.completed();
        }
    }

    private void fail(Failure failure, boolean untouched) {
        UpstreamCall failed = call;
        call = null;
        reader = null;
        stopUpload();
        channel.close();
        if (failed != null) {
            failed.failed(failure, untouched);
        }
    }

    private void stopUpload() {
        if (upload != null) {
            Upload running = upload;
            upload = null;
            running.stop();
        }
    }

    private Failure describe(Failure.Kind kind, String problem) {
        return new Failure(kind, "the response from " + ConnectionLoss.name(origin) + ": " + problem);
    }

    private void checkTimeout() {
        UpstreamCall running = call;
        if (running == null) {
            return;
        }
        long now = System.nanoTime();
        long limit = running.timeouts().response().toNanos();
        boolean originsTurn = tunnelling || (channel.config().isAutoRead() && (requestSent || !channel.isWritable()));
        long deadline = (originsTurn ? progressedAt : now) + limit;
        if (deadline - now > 0) {
            timer.ensure(deadline);
            return;
        }
        fail(
                new Failure(
                        Failure.Kind.TIMEOUT,
                        "no byte from " + ConnectionLoss.name(origin) + " for "
                                + running.timeouts().response().toMillis() + " ms"),
                false);
    }
}
