package io.underpass.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Sends some bytes before anything else, TLS included. Stands first in its pipeline. Who has made a connection may write
 * before that is said to be active, so the first of both counts.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
final class Preface extends ChannelDuplexHandler {

    private final byte[] bytes;
    private boolean sent;

    Preface(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        send(ctx);
        ctx.flush();
        ctx.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        send(ctx);
        ctx.write(message, promise);
    }

    private void send(ChannelHandlerContext ctx) {
        if (!sent) {
            sent = true;
            ctx.write(Unpooled.wrappedBuffer(bytes));
        }
    }
}
