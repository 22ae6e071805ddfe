package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Tells TLS from HTTP by the first byte of a connection, then is gone: what begins with a handshake record is TLS (RFC
 * 8446 5.1), and no method does.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class TlsDetector extends ChannelInboundHandlerAdapter {

    private static final byte HANDSHAKE_RECORD = 22;

    private final ServerConnection connection;
    private final ServerIdentities identities;

    TlsDetector(ServerConnection connection, ServerIdentities identities) {
        this.connection = connection;
        this.identities = identities;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ChannelPipeline pipeline = ctx.pipeline();
        if (data.isReadable() && data.getByte(data.readerIndex()) == HANDSHAKE_RECORD) {
            pipeline.addAfter(ctx.name(), null, new ServerNameReader(connection, identities));
        }
        pipeline.remove(this);
        ctx.fireChannelRead(data);
    }
}
