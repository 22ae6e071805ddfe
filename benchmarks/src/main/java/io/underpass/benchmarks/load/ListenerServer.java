package io.underpass.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ResponseHead;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that answers 100 bytes to everything: what the front door alone costs. Threads: one event loop. */
final class ListenerServer {

    private ListenerServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ByteBuf body = Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(AnswerServer.body()));
        HttpListener.bind(
                EventLoops.of(1),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
                exchange -> {
                    exchange.head(new ResponseHead(
                            HttpResponseStatus.OK,
                            new DefaultHttpHeaders().set("Content-Type", "application/json"),
                            body.readableBytes()));
                    exchange.data(body.duplicate());
                    exchange.end();
                },
                (exchange, completion) -> {},
                ListenerSettings.defaults());
        Thread.currentThread().join();
    }
}
