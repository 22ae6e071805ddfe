package io.underpass.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What arrives at a connection before it is known where it goes: kept, its end too, and handed to the next handler when
 * this one is taken out. A channel that is not to be read may be read all the same: some transports do so to learn of the
 * other end's leaving.
 *
 * <p>Threads: confined to the event loop of its channel.
 */
class Arrivals extends ChannelInboundHandlerAdapter {

    private final Deque<Object> kept = new ArrayDeque<>();

    /** Keeps {@code data} with its ownership. */
    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object data) {
        kept.add(data);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (TcpTunnel.isEnd(event)) {
            kept.add(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        kept.forEach(ReferenceCountUtil::release);
        kept.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        boolean read = false;
        for (Object next = kept.poll(); next != null; next = kept.poll()) {
            if (TcpTunnel.isEnd(next)) {
                ctx.fireUserEventTriggered(next);
            } else {
                ctx.fireChannelRead(next);
                read = true;
            }
        }
        if (read) {
            ctx.fireChannelReadComplete();
        }
    }
}
