package io.underpass.testkit;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/1.1 to a fake target: a request after the other, each answered byte by byte as its reply says.
 *
 * <p>Threads: confined to its event loop.
 */
final class TargetConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** More than any load balancer lets through. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /** Long enough for what was sent to be read before a reset throws it away. */
    private static final Duration BEFORE_CUT = Duration.ofMillis(20);

    private final TargetEars ears;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private boolean answering;

    private TargetConnection(TargetEars ears) {
        this.ears = ears;
    }

    /** Adds the handlers of HTTP/1.1 to {@code pipeline}. */
    static void join(ChannelPipeline pipeline, TargetEars ears) {
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
        pipeline.addLast(new HttpRequestDecoder(limits))
                .addLast(new HttpResponseEncoder()) // for 100-continue alone
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                .addLast(new TargetConnection(ears));
    }

    /** A request, its reply, and whether the client wants the connection closed. */
    private record Asked(RecordedRequest request, Reply reply, boolean last) {

        boolean toHead() {
            return request.method().equals("HEAD");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        Arrival arrival = Arrival.at(ctx.channel());
        RecordedRequest request = new RecordedRequest(
                message.method().name(),
                message.uri(),
                lines(message.headers()),
                ByteBufUtil.getBytes(message.content()),
                lines(message.trailingHeaders()),
                arrival.number(),
                message.protocolVersion().text(),
                Arrival.tls(ctx.channel()));
        if (message.decoderResult().isFailure() || message.protocolVersion().majorVersion() != 1) {
            ears.refused(request);
            refuse(ctx, message.decoderResult().cause());
            return;
        }
        boolean last = request.header("Connection").orElse("").equalsIgnoreCase("close");
        waiting.add(asked(request, ears.reply(request), last));
        arrival.answering().incrementAndGet();
        next(ctx);
    }

    private static List<String> lines(HttpHeaders fields) {
        return fields.entries().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .toList();
    }

    private static Asked asked(RecordedRequest request, Reply reply, boolean last) {
        if (reply.socket().isEmpty()) {
            return new Asked(request, reply, last || reply.fault() instanceof TargetFault.Leave);
        }
        Optional<Reply> opening = SocketConnection.opening(request, reply);
        return new Asked(request, opening.orElse(Reply.NO_WEB_SOCKET), last && opening.isEmpty());
    }

    private static void refuse(ChannelHandlerContext ctx, @Nullable Throwable cause) {
        int otherwise = cause instanceof TooLongHttpHeaderException ? 431 : 400;
        int status = cause instanceof TooLongHttpLineException ? 414 : otherwise;
        send(ctx, Reply.status(status).head(true));
        later(ctx, BEFORE_CUT, () -> ConnectionEnd.of(ctx.channel(), false));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // The client has left.
    }

    private void next(ChannelHandlerContext ctx) {
        Asked asked = answering ? null : waiting.poll();
        if (asked != null) {
            answering = true;
            later(ctx, asked.reply().delay(), () -> answer(ctx, asked));
        }
    }

    private void answer(ChannelHandlerContext ctx, Asked asked) {
        Reply reply = asked.reply();
        byte[] head = reply.head(asked.last());
        byte[] body = asked.toHead() ? new byte[0] : reply.bodyInChunks();
        TargetFault fault = reply.fault();
        if (fault instanceof TargetFault.Cut cut) {
            cut(ctx, beginning(head, body, cut.moment()), cut.reset());
        } else if (fault instanceof TargetFault.StreamReset cut) {
            cut(ctx, beginning(head, body, cut.moment()), true);
        } else if (fault instanceof TargetFault.CutAfter cut) {
            byte[] all = joined(head, body);
            cut(ctx, Arrays.copyOf(all, (int) Math.min(all.length, cut.bytes())), cut.reset());
        } else if (fault instanceof TargetFault.Trickle trickle) {
            send(ctx, head);
            trickle(ctx, asked, trickle, body, 0);
        } else if (fault instanceof TargetFault.WrongLength wrong) {
            send(ctx, joined(head, body));
            if (wrong.announcedBytes() > body.length && !asked.toHead()) {
                later(ctx, BEFORE_CUT, () -> ConnectionEnd.of(ctx.channel(), false));
            } else {
                answered(ctx, asked);
            }
        } else if (!(fault instanceof TargetFault.Hang)) {
            send(ctx, joined(head, body));
            answered(ctx, asked);
        }
    }

    private static void cut(ChannelHandlerContext ctx, byte[] sent, boolean reset) {
        send(ctx, sent);
        later(ctx, sent.length == 0 ? Duration.ZERO : BEFORE_CUT, () -> ConnectionEnd.of(ctx.channel(), reset));
    }

    private void answered(ChannelHandlerContext ctx, Asked asked) {
        if (asked.reply().socket().isPresent()) {
            becomeSocket(ctx, asked.request(), asked.reply().socket().get());
            return;
        }
        answering = false;
        Arrival.at(ctx.channel()).answering().decrementAndGet();
        if (asked.last()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            next(ctx);
        }
    }

    /** Its answer is awaited to its end: until then the target has something to do. */
    private void becomeSocket(ChannelHandlerContext ctx, RecordedRequest request, SocketScript script) {
        ChannelPipeline pipeline = ctx.pipeline();
        TargetSocket socket = SocketConnection.join(pipeline, request, script);
        ears.opened(socket);
        SocketConnection.greet(socket, script);
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(HttpResponseEncoder.class);
        pipeline.remove(this);
        pipeline.remove(HttpRequestDecoder.class); // What it has read too much goes on to the others.
    }

    private void trickle(ChannelHandlerContext ctx, Asked asked, TargetFault.Trickle pace, byte[] body, int sent) {
        int until = Math.min(body.length, sent + pace.pieceBytes());
        send(ctx, Arrays.copyOfRange(body, sent, until));
        if (until == body.length) {
            answered(ctx, asked);
        } else {
            Runnable rest = () -> trickle(ctx, asked, pace, body, until);
            if (pace.pause().isZero()) {
                ctx.executor().execute(rest); // Many small pieces in a row would take much stack.
            } else {
                later(ctx, pace.pause(), rest);
            }
        }
    }

    private static byte[] beginning(byte[] head, byte[] body, Moment moment) {
        return switch (moment) {
            case BEFORE_HEAD -> new byte[0];
            case IN_HEAD -> Arrays.copyOf(head, head.length / 2);
            case AFTER_HEAD -> head;
            case IN_BODY -> joined(head, Arrays.copyOf(body, body.length / 2));
        };
    }

    private static byte[] joined(byte[] head, byte[] body) {
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Past the encoder, which would not let wrong bytes through. */
    private static void send(ChannelHandlerContext ctx, byte[] bytes) {
        ctx.pipeline().context(HttpRequestDecoder.class).writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    private static void later(ChannelHandlerContext ctx, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            ctx.executor().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
