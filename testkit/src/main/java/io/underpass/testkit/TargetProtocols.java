package io.underpass.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out what the client of a fake target speaks, and gives its connection the handlers for it.
 *
 * <p>Threads: safe; handlers are confined to their event loop.
 */
final class TargetProtocols {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final long MAX_CLOSE_NOTIFY_MILLIS = 100;

    private final Set<HttpVersion> versions;
    private final TargetEars ears;
    private final Optional<SslContext> tls;
    private final AtomicInteger accepted = new AtomicInteger();

    TargetProtocols(Set<HttpVersion> versions, Optional<TargetTls> tls, TargetEars ears) {
        this.versions = versions;
        this.ears = ears;
        this.tls = tls.map(identity -> identity.context(applicationProtocols()));
    }

    private List<String> applicationProtocols() {
        List<String> names = new ArrayList<>();
        if (versions.contains(HttpVersion.HTTP_2)) {
            names.add(ApplicationProtocolNames.HTTP_2);
        }
        if (versions.contains(HttpVersion.HTTP_1_1)) {
            names.add(ApplicationProtocolNames.HTTP_1_1);
        }
        return names;
    }

    /** Gives {@code channel}, which was just connected, its handlers. */
    void join(SocketChannel channel) {
        Arrival.of(channel, accepted.incrementAndGet());
        if (tls.isPresent()) {
            SslHandler handler = tls.get().newHandler(channel.alloc());
            handler.setCloseNotifyFlushTimeoutMillis(MAX_CLOSE_NOTIFY_MILLIS);
            channel.pipeline().addLast(handler, new AgreementReader(handler));
        } else if (versions.size() > 1) {
            channel.pipeline().addLast(new PrefaceReader());
        } else {
            speak(channel.pipeline(), versions.contains(HttpVersion.HTTP_2));
        }
    }

    private void speak(ChannelPipeline pipeline, boolean http2) {
        if (!http2) {
            TargetConnection.join(pipeline, ears);
            return;
        }
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .validateHeaders(false) // Replies may be wrong on purpose.
                        .initialSettings(Http2Settings.defaultSettings().maxHeaderListSize(MAX_HEADER_BYTES))
                        .gracefulShutdownTimeoutMillis(0)
                        .build(),
                new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new TargetStream(ears));
                    }
                }),
                new Rest());
    }

    /** Lets go of what is about a connection of HTTP/2 and of no stream; the codec has seen to it. Threads: as above. */
    private static final class Rest extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // The client has left, or broken the protocol, which it is told by GOAWAY.
        }
    }

    /** Waits for the end of the handshake. Threads: confined to its event loop. */
    private final class AgreementReader extends ChannelInboundHandlerAdapter {

        private final SslHandler handler;

        AgreementReader(SslHandler handler) {
            this.handler = handler;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done) {
                if (!done.isSuccess()) {
                    ears.notSecured(reason(done.cause()));
                    ctx.close();
                    return;
                }
                RecordedTls agreed = TargetTls.agreed(handler);
                Arrival.secured(ctx.channel(), agreed);
                boolean http1 = versions.contains(HttpVersion.HTTP_1_1)
                        && !agreed.applicationProtocol().equals(ApplicationProtocolNames.HTTP_2);
                speak(ctx.pipeline(), !http1);
                ctx.pipeline().remove(this);
            }
        }

        private static String reason(Throwable cause) {
            if (cause instanceof NotSslRecordException) {
                return "what the client sent is no TLS";
            }
            return cause instanceof ClosedChannelException
                    ? "the client left before"
                    : Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // A handshake that failed, which the event tells as well.
        }
    }

    /** Knows HTTP/2 by its first bytes (RFC 9113 3.4). Threads: confined to its event loop. */
    private final class PrefaceReader extends ByteToMessageDecoder {

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            int known = Math.min(in.readableBytes(), PREFACE.length);
            for (int i = 0; i < known; i++) {
                if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                    goOn(ctx, false);
                    return;
                }
            }
            if (known == PREFACE.length) {
                goOn(ctx, true);
            }
        }

        private void goOn(ChannelHandlerContext ctx, boolean http2) {
            speak(ctx.pipeline(), http2);
            ctx.pipeline().remove(this); // What was read goes on to the others.
        }
    }
}
