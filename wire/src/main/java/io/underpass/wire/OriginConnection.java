package io.underpass.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an origin that speaks HTTP/2, serving as many calls at a time as the origin allows. It serves none
 * before the origin's settings are there: one that does not speak HTTP/2 never sends them.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
final class OriginConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(OriginConnection.class);

    /** Of one connection, whatever the origin allows. */
    private static final int MAX_STREAMS = 128;

    private static final int STREAM_WINDOW_BYTES = 64 * 1024;

    /** Responses that nobody reads must not hold up the others: see {@link MultiplexedConnection}. */
    private static final int CONNECTION_WINDOW_BYTES = 2 * MAX_STREAMS * STREAM_WINDOW_BYTES;

    /** Each field counts 32 bytes more than it has (RFC 9113 6.5.2). */
    private static final int FIELD_OVERHEAD_BYTES = 16 * 1024;

    private static final int MAX_EMPTY_FRAMES = 100;
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private final SocketChannel channel;
    private final Set<ResponseStream> calls = new HashSet<>();
    private final LazyTimer timer;
    private @Nullable OriginStreams streams;
    private @Nullable StreamPool pool;
    private @Nullable InetSocketAddress origin;
    private @Nullable Throwable error;
    private boolean secure;
    private boolean ready;
    private boolean leaving;
    private int maxStreams = MAX_STREAMS;
    private long readyUntil;
    private long idleSince;
    private Duration connectTimeout = Duration.ZERO;
    private Duration pooledIdle = Duration.ZERO;

    private OriginConnection(SocketChannel channel) {
        this.channel = channel;
        this.timer = new LazyTimer(channel.eventLoop(), this::checkTimeouts);
    }

    /** Adds to {@code opened} what HTTP/2 takes. */
    static void prepare(SocketChannel opened, UpstreamSettings settings) {
        opened.pipeline().addLast(codec(settings), new Http2MultiplexHandler(refused()), new OriginConnection(opened));
    }

    /** The connection is there, TLS included; {@code waiting} is told when the origin's settings are, or never will be. */
    void start(OriginStreams waiting, StreamPool owner, Duration timeout) {
        streams = waiting;
        pool = owner;
        origin = waiting.address();
        secure = owner.secure();
        pooledIdle = owner.settings().pooledIdle();
        connectTimeout = timeout;
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null && !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            channel.close();
            notReady(new Failure(
                    Failure.Kind.TLS_FAILED, ConnectionLoss.name(waiting.address()) + " does not offer HTTP/2"));
        } else if (!channel.isActive()) {
            notReady(ConnectionLoss.failure(error, waiting.address(), false));
        } else if (ready) {
            owner.opened(this);
            settled();
        } else {
            owner.opened(this);
            readyUntil = System.nanoTime() + timeout.toNanos();
            timer.ensure(readyUntil);
        }
    }

    boolean isOpen() {
        return channel.isActive() && error == null && !leaving;
    }

    /** Whether another call can be served. */
    boolean hasRoom() {
        return isOpen() && calls.size() < maxStreams;
    }

    /** Serves {@code call}; there must be room. */
    void open(ResponseStream call) {
        calls.add(call);
        new Http2StreamChannelBootstrap(channel)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .handler(call)
                .open()
                .addListener(opened -> {
                    if (opened.isSuccess()) {
                        call.run(this, (Channel) opened.getNow(), secure);
                        timer.ensure(
                                System.nanoTime() + call.timeouts().response().toNanos());
                    } else {
                        closed(call);
                        call.notConnected(new Failure(
                                Failure.Kind.CLOSED,
                                ConnectionLoss.name(call.origin()) + " takes no more streams: " + opened.cause()));
                    }
                });
    }

    /** The stream of {@code call} is closed. */
    void closed(ResponseStream call) {
        if (!calls.remove(call)) {
            return;
        }
        if (streams != null && streams.anyWaiting()) {
            channel.eventLoop().execute(this::moreRoom); // Not before a reset that frees the stream has been sent.
        }
        if (calls.isEmpty()) {
            idleSince = System.nanoTime();
            if (leaving || pooledIdle.isZero()) {
                leave();
                channel.close();
            } else {
                timer.ensure(idleSince + pooledIdle.toNanos());
            }
        }
    }

    private void moreRoom() {
        if (streams != null && ready && hasRoom()) {
            streams.room(this);
        }
    }

    @Nullable
    Throwable error() {
        return error;
    }

    void closeNow() {
        leave();
        channel.close();
    }

    // ---- the channel's events

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.channel()
                .write(new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
        ctx.channel().flush();
        ctx.fireChannelActive();
    }

    /** Streams get their frames themselves; what arrives here concerns the connection. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2SettingsFrame settings) {
            Long limit = settings.settings().maxConcurrentStreams();
            if (limit != null) {
                maxStreams = (int) Math.min(MAX_STREAMS, limit);
            }
            if (ready) {
                moreRoom();
            } else {
                ready = true;
                settled();
            }
        } else if (frame instanceof Http2GoAwayFrame) {
            leave();
            if (calls.isEmpty()) {
                channel.close();
            }
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        if (pool != null) {
            pool.closed(this);
        }
        leave();
        List.copyOf(calls).forEach(call -> call.connectionLost(error));
        if (!ready && origin != null) {
            notReady(
                    error instanceof Http2Exception
                            ? new Failure(
                                    Failure.Kind.MALFORMED,
                                    ConnectionLoss.name(origin) + " does not speak HTTP/2: " + error.getMessage())
                            : ConnectionLoss.failure(error, origin, false));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (error == null) {
            error = cause;
        }
        boolean ofThePeer = cause instanceof Http2Exception // the codec tells the origin, and closes
                || cause instanceof IOException
                || cause instanceof DecoderException
                || cause instanceof NotYetConnectedException;
        if (!ofThePeer) {
            LOG.error("a connection of HTTP/2 to {} failed", origin, cause);
        }
        if (!(cause instanceof Http2Exception)) {
            channel.close();
        }
    }

    // ---- from the first byte to the last

    private void settled() {
        idleSince = System.nanoTime();
        if (streams != null) {
            timer.ensure(idleSince + pooledIdle.toNanos());
            streams.ready(this);
        }
    }

    private void notReady(Failure failure) {
        OriginStreams waiting = streams;
        streams = null;
        if (waiting != null) {
            waiting.notReady(failure);
        }
    }

    /** No more calls, those that run may go on. */
    void leave() {
        if (!leaving) {
            leaving = true;
            if (streams != null && ready) {
                streams.leaving(this);
            }
        }
    }

    private void checkTimeouts() {
        long now = System.nanoTime();
        if (!ready) {
            if (readyUntil - now > 0) {
                timer.ensure(readyUntil);
                return;
            }
            channel.close();
            notReady(new Failure(
                    Failure.Kind.CONNECT_TIMEOUT,
                    "no HTTP/2 with " + channel.remoteAddress() + " within " + connectTimeout.toMillis() + " ms"));
            return;
        }
        if (calls.isEmpty()) {
            if (idleSince + pooledIdle.toNanos() - now > 0) {
                timer.ensure(idleSince + pooledIdle.toNanos());
            } else {
                closeNow();
            }
            return;
        }
        long next = Long.MAX_VALUE;
        for (ResponseStream call : List.copyOf(calls)) {
            next = Math.min(next, call.checkTimeout(now));
        }
        if (next != Long.MAX_VALUE) {
            timer.ensure(now + next);
        }
    }

    /** Pushes are switched off by the settings; an origin that opens a stream all the same is not heard. */
    private static ChannelInitializer<Channel> refused() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel pushed) {
                pushed.close();
            }
        };
    }

    private static Http2FrameCodec codec(UpstreamSettings settings) {
        return Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW_BYTES)
                        .maxHeaderListSize(settings.maxResponseHeadBytes() + FIELD_OVERHEAD_BYTES))
                .validateHeaders(true)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
                .build();
    }
}
