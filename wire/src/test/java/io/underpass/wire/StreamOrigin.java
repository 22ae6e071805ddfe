package io.underpass.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server of HTTP/2 in clear text, with prior knowledge, that answers as told and remembers what it was asked.
 *
 * <p>Threads: safe; streams are answered on their event loops.
 */
public final class StreamOrigin implements AutoCloseable {

    /** Answers one request that has been received to its end. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Request request, Answer answer);
    }

    /** A request as received; trailers are empty where there were none. */
    public record Request(Http2Headers head, String body, String trailers, int connection) {

        public String path() {
            return head.path().toString();
        }
    }

    /** Where a request is answered. */
    public record Answer(ChannelHandlerContext stream) {

        public void head(boolean last, String status, String... fields) {
            stream.write(new DefaultHttp2HeadersFrame(headers(fields).status(status), last));
            stream.flush();
        }

        public void data(boolean last, String text) {
            ByteBuf data = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
            stream.write(new DefaultHttp2DataFrame(data, last));
            stream.flush();
        }

        public void trailers(String... fields) {
            stream.write(new DefaultHttp2HeadersFrame(headers(fields), true));
            stream.flush();
        }

        public void reset(Http2Error error) {
            stream.write(new DefaultHttp2ResetFrame(error));
            stream.flush();
        }

        /** Says that this request and later ones were not looked at. */
        public void goAway(int lastStreamsBack) {
            DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
            frame.setExtraStreamIds(lastStreamsBack);
            stream.channel().parent().writeAndFlush(frame);
        }

        public void closeConnection() {
            stream.channel().parent().close();
        }
    }

    private final Channel server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Behaviour behaviour;
    private volatile boolean silent;
    private volatile int mostConnections = Integer.MAX_VALUE;

    public StreamOrigin(EventLoops loops, int maxStreams, Behaviour usual) {
        behaviour = usual;
        server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.config().setAutoRead(!silent);
                        int number = accepted.incrementAndGet();
                        if (number > mostConnections) {
                            channel.close();
                            return;
                        }
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                .initialSettings(Http2Settings.defaultSettings()
                                                        .maxConcurrentStreams(maxStreams))
                                                .decoupleCloseAndGoAway(true)
                                                .build(),
                                        new Http2MultiplexHandler(streams(number)));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    public List<Request> requests() {
        return requests;
    }

    public int connectionsAccepted() {
        return accepted.get();
    }

    /** From now on reads nothing, from no connection. */
    public void stopReading() {
        silent = true;
        connections.forEach(each -> each.config().setAutoRead(false));
    }

    /** Closes all connections but the first {@code most}. */
    public StreamOrigin takesConnections(int most) {
        mostConnections = most;
        return this;
    }

    public StreamOrigin behave(Behaviour next) {
        behaviour = next;
        return this;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        connections.forEach(each -> each.close().syncUninterruptibly());
    }

    static Http2Headers headers(String... fields) {
        Http2Headers headers = new DefaultHttp2Headers();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return headers;
    }

    private ChannelInitializer<Channel> streams(int number) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Stream(number));
            }
        };
    }

    private final class Stream extends ChannelInboundHandlerAdapter {

        private final int number;
        private final StringBuilder body = new StringBuilder();
        private Http2Headers head = headers();
        private String trailers = "";

        Stream(int number) {
            this.number = number;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            boolean last = false;
            if (frame instanceof Http2HeadersFrame fields) {
                last = fields.isEndStream();
                if (head.isEmpty()) {
                    head = fields.headers();
                } else {
                    trailers = fields.headers().toString();
                }
            } else if (frame instanceof Http2DataFrame data) {
                last = data.isEndStream();
                body.append(data.content().toString(StandardCharsets.UTF_8));
            }
            ReferenceCountUtil.release(frame);
            if (last) {
                Request request = new Request(head, body.toString(), trailers, number);
                requests.add(request);
                behaviour.answer(request, new Answer(ctx));
            }
        }
    }
}
