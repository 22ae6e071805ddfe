package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Counts the bytes that pass through a connection at its place.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
abstract class ByteMeter extends ChannelDuplexHandler {

    /** Bytes from the peer. */
    abstract void received(int bytes);

    /** Bytes to the peer. */
    abstract void sent(int bytes);

    /** Passes {@code data} and its ownership on. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        if (data instanceof ByteBuf bytes) {
            received(bytes.readableBytes());
        }
        ctx.fireChannelRead(data);
    }

    /** Passes {@code data} and its ownership on. */
    @Override
    public void write(ChannelHandlerContext ctx, Object data, ChannelPromise promise) {
        if (data instanceof ByteBuf bytes) {
            sent(bytes.readableBytes());
        }
        ctx.write(data, promise);
    }
}
