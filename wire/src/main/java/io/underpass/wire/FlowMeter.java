package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import javax.net.ssl.SSLException;

/**
 * Tells an observer what passes through a client's connection; the first of its handlers, next to the socket.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class FlowMeter extends ChannelDuplexHandler {

    private final FlowObserver.Flowing told;

    private FlowMeter(FlowObserver.Flowing told) {
        this.told = told;
    }

    /** Has {@code observer} told of {@code client}, which has just connected. */
    static void watch(Channel client, FlowObserver observer) {
        if (observer != FlowObserver.NONE) {
            FlowObserver.Flowing told = observer.accepted();
            client.pipeline().addFirst(new FlowMeter(told));
            client.closeFuture().addListener(closed -> told.ended());
        }
    }

    /** Who is told of {@code client}. */
    static FlowObserver.Flowing of(Channel client) {
        FlowMeter meter = client.pipeline().get(FlowMeter.class);
        return meter == null ? FlowObserver.Flowing.UNSEEN : meter.told;
    }

    /** Whether a connection ends with {@code cause} because its peer has reset it. */
    static boolean isReset(Throwable cause) {
        return cause instanceof IOException && !(cause instanceof SSLException);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        if (data instanceof ByteBuf bytes) {
            told.passed(bytes.readableBytes());
        }
        ctx.fireChannelRead(data);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void write(ChannelHandlerContext ctx, Object data, ChannelPromise promise) {
        if (data instanceof ByteBuf bytes) {
            told.passed(bytes.readableBytes());
        }
        ctx.write(data, promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isReset(cause)) {
            told.reset(FlowObserver.End.CLIENT);
        }
        ctx.fireExceptionCaught(cause);
    }
}
