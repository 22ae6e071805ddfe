package io.underpass.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One request of HTTP/2 to a fake target, and its answer.
 *
 * <p>Threads: confined to its event loop.
 */
final class TargetStream extends ChannelInboundHandlerAdapter {

    private static final Duration BEFORE_CUT = Duration.ofMillis(20);

    /** A frame HEADERS of 64 bytes, of which half will come. */
    private static final int CUT_HEADERS_BYTES = 64;

    /** Of HTTP/2 without a word on what to do instead: it has no fields about connections (RFC 9113 8.2.2). */
    private static final Reply NO_WEB_SOCKET = Reply.status(426);

    private static final int HEADERS_TYPE = 1;
    private static final int END_HEADERS = 4;

    private final TargetEars ears;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private List<String> head = List.of();
    private List<String> trailers = List.of();
    private String method = "";
    private String target = "";
    private boolean begun;
    private boolean answering;

    TargetStream(TargetEars ears) {
        this.ears = ears;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        try {
            if (frame instanceof Http2HeadersFrame headers) {
                read(headers.headers(), ctx);
                endIf(headers.isEndStream(), ctx);
            } else if (frame instanceof Http2DataFrame data) {
                ByteBuf content = data.content();
                byte[] bytes = new byte[content.readableBytes()];
                content.readBytes(bytes);
                body.writeBytes(bytes);
                endIf(data.isEndStream(), ctx);
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void read(Http2Headers fields, ChannelHandlerContext ctx) {
        List<String> lines = new ArrayList<>();
        fields.forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
        if (begun) {
            trailers = lines;
            return;
        }
        begun = true;
        answering =
                true; // A target that leaves has told by GOAWAY that it takes this one, also while the body is coming.
        arrival(ctx).answering().incrementAndGet();
        method = String.valueOf(fields.method());
        target = String.valueOf(fields.path());
        lines.removeIf(line -> line.startsWith(":method:") || line.startsWith(":path:"));
        head = lines;
    }

    private void endIf(boolean last, ChannelHandlerContext ctx) {
        if (last) {
            RecordedRequest request = new RecordedRequest(
                    method,
                    target,
                    head,
                    body.toByteArray(),
                    trailers,
                    arrival(ctx).number(),
                    "HTTP/2",
                    Arrival.tls(ctx.channel().parent()));
            Reply told = ears.reply(request);
            Reply reply = told.socket().isPresent() ? NO_WEB_SOCKET : told;
            later(ctx, reply.delay(), () -> answer(ctx, reply, method.equals("HEAD")));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answered(ctx);
        if (arrival(ctx).leaving().get() && arrival(ctx).answering().get() == 0) {
            ctx.channel().parent().close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // The client has given up.
    }

    private static Arrival arrival(ChannelHandlerContext ctx) {
        return Arrival.at(ctx.channel().parent());
    }

    private void answered(ChannelHandlerContext ctx) {
        if (answering) {
            answering = false;
            arrival(ctx).answering().decrementAndGet();
        }
    }

    private void answer(ChannelHandlerContext ctx, Reply reply, boolean toHead) {
        if (!ctx.channel().isActive()) {
            return;
        }
        byte[] content = toHead ? new byte[0] : reply.bodyBytes();
        TargetFault fault = reply.fault();
        if (fault instanceof TargetFault.Cut cut) {
            begin(ctx, reply, content, cut.moment());
            if (cut.moment() == Moment.IN_HEAD) {
                halfHead(ctx);
            }
            cutLater(ctx, cut.moment() != Moment.BEFORE_HEAD, cut.reset());
        } else if (fault instanceof TargetFault.CutAfter cut) {
            send(ctx, new DefaultHttp2HeadersFrame(head(reply), false));
            data(ctx, Arrays.copyOf(content, (int) Math.min(content.length, cut.bytes())), false);
            cutLater(ctx, true, cut.reset());
        } else if (fault instanceof TargetFault.StreamReset reset) {
            begin(ctx, reply, content, reset.moment());
            send(ctx, new DefaultHttp2ResetFrame(reset.errorCode()));
            answered(ctx);
        } else if (fault instanceof TargetFault.Trickle trickle && content.length > 0) {
            send(ctx, new DefaultHttp2HeadersFrame(head(reply), false));
            trickle(ctx, reply, trickle, content, 0);
        } else if (!(fault instanceof TargetFault.Hang)) {
            if (fault instanceof TargetFault.Leave) {
                leave(ctx);
            }
            boolean bare = content.length == 0 && reply.trailers().isEmpty();
            send(ctx, new DefaultHttp2HeadersFrame(head(reply), bare));
            if (!bare) {
                end(ctx, reply, content);
            }
            answered(ctx);
        }
    }

    /** Takes no more requests; the connection ends with those that it has. */
    private static void leave(ChannelHandlerContext ctx) {
        arrival(ctx).leaving().set(true);
        ctx.channel().parent().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
    }

    private static void begin(ChannelHandlerContext ctx, Reply reply, byte[] content, Moment until) {
        if (until == Moment.AFTER_HEAD || until == Moment.IN_BODY) {
            send(ctx, new DefaultHttp2HeadersFrame(head(reply), false));
        }
        if (until == Moment.IN_BODY) {
            data(ctx, Arrays.copyOf(content, content.length / 2), false);
        }
    }

    private void trickle(ChannelHandlerContext ctx, Reply reply, TargetFault.Trickle pace, byte[] content, int sent) {
        int until = Math.min(content.length, sent + pace.pieceBytes());
        byte[] piece = Arrays.copyOfRange(content, sent, until);
        if (until == content.length) {
            end(ctx, reply, piece);
            answered(ctx);
            return;
        }
        data(ctx, piece, false);
        Runnable rest = () -> trickle(ctx, reply, pace, content, until);
        ctx.executor().schedule(rest, pace.pause().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void end(ChannelHandlerContext ctx, Reply reply, byte[] content) {
        boolean bare = reply.trailers().isEmpty();
        data(ctx, content, bare);
        if (!bare) {
            send(ctx, new DefaultHttp2HeadersFrame(fields(reply.trailers()), true));
        }
    }

    private static void data(ChannelHandlerContext ctx, byte[] content, boolean last) {
        if (content.length > 0 || last) {
            send(ctx, new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(content), last));
        }
    }

    private static void send(ChannelHandlerContext ctx, Object frame) {
        ctx.writeAndFlush(frame);
    }

    private static Http2Headers head(Reply reply) {
        return fields(reply.fields()).status(String.valueOf(reply.status()));
    }

    private static Http2Headers fields(List<String> lines) {
        Http2Headers fields = new DefaultHttp2Headers(false);
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.add(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return fields;
    }

    /** Past the codec, which would not let half a frame through. */
    private static void halfHead(ChannelHandlerContext ctx) {
        Http2StreamChannel stream = (Http2StreamChannel) ctx.channel();
        ByteBuf half = Unpooled.buffer();
        half.writeMedium(CUT_HEADERS_BYTES).writeByte(HEADERS_TYPE).writeByte(END_HEADERS);
        half.writeInt(stream.stream().id()).writeZero(CUT_HEADERS_BYTES / 2);
        stream.parent().pipeline().context(Http2FrameCodec.class).writeAndFlush(half);
    }

    private static void cutLater(ChannelHandlerContext ctx, boolean late, boolean reset) {
        Duration pause = late ? BEFORE_CUT : Duration.ZERO;
        later(ctx, pause, () -> ConnectionEnd.of(ctx.channel().parent(), reset));
    }

    private static void later(ChannelHandlerContext ctx, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            ctx.executor().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
