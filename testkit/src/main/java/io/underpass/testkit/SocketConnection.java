package io.underpass.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.underpass.testkit.SocketFrame.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A connection to a fake target after it has become a WebSocket.
 *
 * <p>Threads: confined to its event loop.
 */
final class SocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> {

    /** RFC 6455 section 1.3. */
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

    private final SocketScript script;
    private final TargetSocket socket;
    private final Queue<List<SocketFrame>> answers;
    private final List<SocketFrame> message = new ArrayList<>();

    private SocketConnection(SocketScript script, TargetSocket socket) {
        this.script = script;
        this.socket = socket;
        answers = new ArrayDeque<>(script.messageAnswers());
    }

    /** What opens the WebSocket that {@code request} asks for; empty where it asks for none. */
    static Optional<Reply> opening(RecordedRequest request, Reply reply) {
        boolean asks = request.header("Upgrade").orElse("").equalsIgnoreCase("websocket");
        return request.header("Sec-WebSocket-Key")
                .filter(key -> asks)
                .map(key -> reply.header("Upgrade", "websocket")
                        .header("Connection", "Upgrade")
                        .header("Sec-WebSocket-Accept", accept(key)));
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    /** Adds the handlers of a WebSocket to {@code pipeline}, and gives what stands for it. */
    static TargetSocket join(ChannelPipeline pipeline, RecordedRequest request, SocketScript script) {
        WebSocketDecoderConfig settings = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .maxFramePayloadLength(MAX_FRAME_BYTES)
                .closeOnProtocolViolation(true)
                .withUTF8Validator(false)
                .build();
        pipeline.addLast(new WebSocket13FrameDecoder(settings), new WebSocket13FrameEncoder(false));
        ChannelHandlerContext codec = pipeline.context(WebSocket13FrameEncoder.class);
        EventLoop loop = pipeline.channel().eventLoop();
        TargetSocket socket = new TargetSocket(request, frame -> {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> send(codec, frame));
            }
        });
        pipeline.addLast(new SocketConnection(script, socket));
        return socket;
    }

    /** Sends what the script says first. */
    static void greet(TargetSocket socket, SocketScript script) {
        socket.send(script.greeting());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        SocketFrame got = read(frame);
        socket.add(got);
        if (got.kind() == Kind.PING) {
            socket.send(new SocketFrame(Kind.PONG, got.payload(), true));
        } else if (got.kind() == Kind.CLOSE) {
            socket.send(got, SocketFrame.end());
        } else if (got.isMessage()) {
            message.add(got);
            if (got.last()) {
                answer();
                message.clear();
            }
        }
    }

    private void answer() {
        List<SocketFrame> next = answers.poll();
        if (next != null) {
            socket.send(next.toArray(SocketFrame[]::new));
        } else if (script.echoing()) {
            socket.send(message.toArray(SocketFrame[]::new));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        socket.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // The client has left, or sends what is no frame.
    }

    private static void send(ChannelHandlerContext codec, SocketFrame frame) {
        switch (frame.kind()) {
            case END ->
                codec.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(sent -> ConnectionEnd.of(codec.channel(), false));
            case RESET -> ConnectionEnd.of(codec.channel(), true);
            case RAW -> codec.writeAndFlush(Unpooled.wrappedBuffer(frame.payload()));
            default -> codec.channel().writeAndFlush(written(frame));
        }
    }

    private static WebSocketFrame written(SocketFrame frame) {
        ByteBuf payload = Unpooled.wrappedBuffer(frame.payload());
        return switch (frame.kind()) {
            case TEXT -> new TextWebSocketFrame(frame.last(), 0, payload);
            case BINARY -> new BinaryWebSocketFrame(frame.last(), 0, payload);
            case PING -> new PingWebSocketFrame(payload);
            case PONG -> new PongWebSocketFrame(payload);
            case CLOSE -> new CloseWebSocketFrame(true, 0, payload);
            default -> new ContinuationWebSocketFrame(frame.last(), 0, payload);
        };
    }

    private static SocketFrame read(WebSocketFrame frame) {
        return new SocketFrame(kind(frame), ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment());
    }

    private static Kind kind(WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            return Kind.TEXT;
        }
        if (frame instanceof BinaryWebSocketFrame) {
            return Kind.BINARY;
        }
        if (frame instanceof PingWebSocketFrame) {
            return Kind.PING;
        }
        if (frame instanceof PongWebSocketFrame) {
            return Kind.PONG;
        }
        return frame instanceof CloseWebSocketFrame ? Kind.CLOSE : Kind.CONTINUATION;
    }
}
