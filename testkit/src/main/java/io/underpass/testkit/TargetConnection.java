package io.underpass.testkit;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection to a fake target: a request after the other, each answered byte by byte as its reply says.
 *
 * <p>Threads: confined to its event loop, where nothing else is said.
 */
final class TargetConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** More than any load balancer lets through. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int MAX_HEADER_BYTES = 128 * 1024;
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    /** Long enough for what was sent to be read before a reset throws it away. */
    private static final Duration BEFORE_CUT = Duration.ofMillis(20);

    private final int number;
    private final Function<RecordedRequest, Reply> answers;
    private final Consumer<RecordedRequest> refused;
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private volatile boolean answering; // Written by the event loop alone.

    TargetConnection(int number, Function<RecordedRequest, Reply> answers, Consumer<RecordedRequest> refused) {
        this.number = number;
        this.answers = answers;
        this.refused = refused;
    }

    /** Gives {@code channel} the handlers of HTTP/1.1. */
    void join(SocketChannel channel) {
        channel.pipeline()
                .addLast(new HttpRequestDecoder(limits()))
                .addLast(new HttpResponseEncoder()) // for 100-continue alone
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                .addLast(this);
    }

    private static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
    }

    /** Whether an answer is awaited on {@code channel}. */
    static boolean isAnswering(Channel channel) {
        TargetConnection connection = channel.pipeline().get(TargetConnection.class);
        return connection != null && connection.isAnswering();
    }

    /** Whether a request waits for the end of its answer. Threads: safe. */
    private boolean isAnswering() {
        return answering;
    }

    /** A request, its reply, and whether the client wants the connection closed. */
    private record Asked(Reply reply, boolean head, boolean last) {}

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        List<String> headers = message.headers().entries().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .toList();
        RecordedRequest request = new RecordedRequest(
                message.method().name(), message.uri(), headers, ByteBufUtil.getBytes(message.content()), number);
        if (message.decoderResult().isFailure()) {
            refused.accept(request);
            refuse(ctx, message.decoderResult().cause());
            return;
        }
        boolean last = request.header("Connection").orElse("").equalsIgnoreCase("close");
        waiting.add(new Asked(answers.apply(request), request.method().equals("HEAD"), last));
        next(ctx);
    }

    private static void refuse(ChannelHandlerContext ctx, Throwable cause) {
        int otherwise = cause instanceof TooLongHttpHeaderException ? 431 : 400;
        int status = cause instanceof TooLongHttpLineException ? 414 : otherwise;
        send(ctx, Reply.status(status).head(true));
        later(ctx, BEFORE_CUT, () -> end(ctx, false));
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
        byte[] body = asked.head() ? new byte[0] : reply.bodyBytes();
        TargetFault fault = reply.fault();
        if (fault instanceof TargetFault.Cut cut) {
            send(ctx, beginning(head, body, cut.moment()));
            Duration pause = cut.moment() == Moment.BEFORE_HEAD ? Duration.ZERO : BEFORE_CUT;
            later(ctx, pause, () -> end(ctx, cut.reset()));
        } else if (fault instanceof TargetFault.CutAfter cut) {
            byte[] all = joined(head, body);
            send(ctx, Arrays.copyOf(all, (int) Math.min(all.length, cut.bytes())));
            later(ctx, cut.bytes() == 0 ? Duration.ZERO : BEFORE_CUT, () -> end(ctx, cut.reset()));
        } else if (fault instanceof TargetFault.Trickle trickle) {
            send(ctx, head);
            trickle(ctx, asked, trickle, body, 0);
        } else if (fault instanceof TargetFault.WrongLength wrong) {
            send(ctx, joined(head, body));
            if (wrong.announcedBytes() > body.length && !asked.head()) {
                later(ctx, BEFORE_CUT, () -> end(ctx, false));
            } else {
                answered(ctx, asked);
            }
        } else if (!(fault instanceof TargetFault.Hang)) {
            send(ctx, joined(head, body));
            answered(ctx, asked);
        }
    }

    private void answered(ChannelHandlerContext ctx, Asked asked) {
        answering = false;
        if (asked.last()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            next(ctx);
        }
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

    private static void end(ChannelHandlerContext ctx, boolean reset) {
        if (reset) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        ctx.close();
    }

    private static void later(ChannelHandlerContext ctx, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
        } else {
            ctx.executor().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
