package io.underpass.testkit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2FrameCodec;

/**
 * How a fake target ends a connection at once.
 *
 * <p>Threads: for the event loop of the connection.
 */
final class ConnectionEnd {

    private ConnectionEnd() {}

    /** By RST, or by FIN and what TLS says before it; HTTP/2 does not say goodbye. */
    static void of(Channel channel, boolean reset) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        ChannelHandlerContext http2 = channel.pipeline().context(Http2FrameCodec.class);
        if (reset) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            if (first != null) {
                first.close(); // Past TLS, which would say that it ends.
                return;
            }
        }
        if (http2 != null) {
            http2.close();
        } else {
            channel.close();
        }
    }
}
