package io.underpass.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.Optional;

/**
 * Tells TLS from HTTP by the first byte of a connection, then is gone: what begins with a handshake record is TLS (RFC
 * 8446 5.1), and no method does. Whether TLS is spoken counts when that byte comes, which may be long after the listener
 * has accepted the connection.
 *
 * <p>Threads: confined to the event loop of its connection.
 */
final class TlsDetector extends ChannelInboundHandlerAdapter {

    private static final byte HANDSHAKE_RECORD = 22;

    private final ServerConnection connection;
    private final HttpListener listener;

    TlsDetector(ServerConnection connection, HttpListener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ChannelPipeline pipeline = ctx.pipeline();
        boolean handshake = data.isReadable() && data.getByte(data.readerIndex()) == HANDSHAKE_RECORD;
        Optional<ServerIdentities> known = handshake ? identities() : Optional.empty();
        if (known.isPresent()) {
            pipeline.addAfter(ctx.name(), null, new ServerNameReader(connection, known.get()));
        } else {
            connection.plain();
        }
        pipeline.remove(this);
        ctx.fireChannelRead(data);
    }

    /** Those of now; where TLS is no longer spoken, those that the client has found when it connected. */
    private Optional<ServerIdentities> identities() {
        return listener.settings().identities().or(connection::identities);
    }
}
