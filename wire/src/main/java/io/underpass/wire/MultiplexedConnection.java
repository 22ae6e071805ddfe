package io.underpass.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection that speaks HTTP/2, with the limits that keep a client from using up the server: streams at a
 * time, header bytes, and how many frames may cost more than they bring (resets, settings, pings, empty frames).
 *
 * <p>Threads: confined to the event loop of its channel, except {@link #eventLoop} and {@link #closeNow}.
 */
final class MultiplexedConnection extends ChannelInboundHandlerAdapter implements AcceptedConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MultiplexedConnection.class);

    /** As many as an ALB takes. */
    private static final int MAX_STREAMS = 128;

    private static final int STREAM_WINDOW_BYTES = 64 * 1024;

    /**
     * Streams that nobody reads must not hold up the others, however many they are: what all of them can hold, and as
     * much again, since half a window has to be read before the client gets more.
     */
    private static final int CONNECTION_WINDOW_BYTES = 2 * MAX_STREAMS * STREAM_WINDOW_BYTES;

    /** After as many an ALB says goodbye. */
    private static final int MAX_REQUESTS = 10_000;

    private static final int MAX_FRAME_BYTES = 16 * 1024;

    /** Each field counts 32 bytes more than it has (RFC 9113 6.5.2). */
    private static final int FIELD_OVERHEAD_BYTES = 16 * 1024;

    private static final int MAX_RESETS = 200;
    private static final int RESETS_WINDOW_SECONDS = 30;
    private static final int MAX_EMPTY_FRAMES = 2;
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final int MAX_WAITING_CONTROL_FRAMES = 1000;
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

    private final HttpListener listener;
    private final Channel channel;
    private final Peer peer;
    private final Set<RequestStream> streams = new HashSet<>();
    private final LazyTimer timer;
    private final ClientTimes times;
    private final long openedAt = System.nanoTime();
    private long idleSince = openedAt;
    private int requests;
    private boolean draining;

    private MultiplexedConnection(HttpListener listener, Channel channel, Peer peer) {
        this.listener = listener;
        this.channel = channel;
        this.peer = peer;
        this.times = listener.settings().times().get();
        this.timer = new LazyTimer(channel.eventLoop(), this::checkTimeouts);
    }

    /** Goes on with {@code channel}, whose handlers after TLS are gone or going. */
    static void start(HttpListener listener, Channel channel, Peer peer) {
        MultiplexedConnection connection = new MultiplexedConnection(listener, channel, peer);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(connection.codec(), new Http2MultiplexHandler(connection.newStream()), connection);
        channel.write(new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
        channel.flush();
        connection.timer.ensure(connection.idleSince + connection.times.idle().toNanos());
        listener.opened(connection);
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    Peer peer() {
        return peer;
    }

    HttpService service() {
        return listener.service();
    }

    ExchangeObserver observer() {
        return listener.observer();
    }

    ListenerSettings settings() {
        return listener.settings();
    }

    /** What holds for this connection. */
    ClientTimes times() {
        return times;
    }

    void opened(RequestStream stream) {
        streams.add(stream);
        requests++;
    }

    void closed(RequestStream stream) {
        if (streams.remove(stream) && streams.isEmpty()) {
            idleSince = System.nanoTime();
            timer.ensure(idleSince + times.idle().toNanos());
            if (draining) {
                channel.close();
            }
        }
        // Said only now, since there are clients that give up what still runs when they hear it.
        if (requests >= MAX_REQUESTS || !listener.offersTls() || times.isOver(openedAt, System.nanoTime())) {
            drain();
        }
    }

    // ---- the channel's events

    /** Streams get their frames themselves; what arrives here concerns the connection and was acted on. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        List.copyOf(streams).forEach(stream -> stream.disconnected("closed the connection"));
        listener.closed(this);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("the connection of {} broke", peer.remote(), cause);
        if (!(cause instanceof Http2Exception)) {
            channel.close();
        } // otherwise the codec tells the client what it did wrong, and closes
    }

    // ---- closing

    /** Tells the client to open no more streams, lets those that are open finish, and closes. */
    @Override
    public void drain() {
        if (draining) {
            return;
        }
        draining = true;
        channel.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        if (streams.isEmpty()) {
            channel.close();
        }
    }

    @Override
    public void closeNow() {
        channel.close();
    }

    private void checkTimeouts() {
        long now = System.nanoTime();
        long idleNanos = times.idle().toNanos();
        if (streams.isEmpty()) {
            if (idleSince + idleNanos - now > 0) {
                timer.ensure(idleSince + idleNanos);
            } else {
                drain();
            }
            return;
        }
        long next = idleNanos;
        for (RequestStream stream : List.copyOf(streams)) {
            long left = stream.stalledSince(now) + idleNanos - now;
            if (left > 0) {
                next = Math.min(next, left);
            } else {
                stream.timedOut();
            }
        }
        timer.ensure(now + next);
    }

    private ChannelInitializer<Channel> newStream() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.config().setWriteBufferWaterMark(WATER_MARKS);
                opened.pipeline().addLast(new RequestStream(MultiplexedConnection.this, opened));
            }
        };
    }

    private Http2FrameCodec codec() {
        int headBytes = settings().maxRequestLineBytes() + settings().maxHeaderBytes() + FIELD_OVERHEAD_BYTES;
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MAX_STREAMS)
                        .initialWindowSize(STREAM_WINDOW_BYTES)
                        .maxFrameSize(MAX_FRAME_BYTES)
                        .maxHeaderListSize(headBytes))
                .validateHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_WINDOW_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESETS_WINDOW_SECONDS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(MAX_WAITING_CONTROL_FRAMES)
                .decoupleCloseAndGoAway(true)
                .build();
    }
}
