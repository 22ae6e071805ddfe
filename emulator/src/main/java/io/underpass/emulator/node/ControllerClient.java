package io.underpass.emulator.node;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.alb.Targets;
import io.underpass.aws.state.StateJson;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseCollector;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Calls the edge.
 *
 * <p>Threads: safe; answers are handed over on the worker.
 */
final class ControllerClient {

    private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = NodeProtocol.HOLD.plusSeconds(10);

    private final Upstream controller;
    private final String authority;
    private final String authorization;
    private final EventLoop eventLoop;
    private final Executor worker;

    /**
     * What the edge says.
     *
     * @param status 0 where there is no answer
     * @param text the body; where there is no answer, why
     * @param seenAs the address that the edge sees the node at; empty where it did not say
     */
    record Reply(int status, String text, String seenAs) {}

    ControllerClient(NodeProcessSettings settings, Targets connections, EventLoop eventLoop, Executor worker) {
        this.controller = connections.to(settings.controllerHost(), settings.controllerPort(), CONNECT, SILENCE);
        this.authority = HostAndPort.of(settings.controllerHost(), settings.controllerPort())
                .toString();
        this.authorization = SharedToken.field(settings.token());
        this.eventLoop = eventLoop;
        this.worker = worker;
    }

    /** Where the edge is, for people. */
    @Override
    public String toString() {
        return "http://" + authority;
    }

    /** Sends {@code message}; {@code done} gets the reply, once. */
    void call(String name, Record message, Consumer<Reply> done) {
        byte[] body = StateJson.text(message).getBytes(StandardCharsets.UTF_8);
        HttpHeaders headers = new FieldList()
                .add(FieldNames.HOST, authority)
                .add(HttpHeaderNames.AUTHORIZATION, authorization)
                .add(FieldNames.CONTENT_TYPE, "application/json");
        RequestHead head = new RequestHead(HttpMethod.POST, NodeProtocol.PATH + name, HttpVersion.HTTP_1_1, headers);
        InetSocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            eventLoop.execute(() -> controller.send(
                    new UpstreamRequest(
                            head,
                            RequestBody.of(Unpooled.wrappedBuffer(body)),
                            eventLoop,
                            new Peer(self, self, false),
                            new Trail()),
                    new ResponseCollector(
                            MAX_BODY_BYTES,
                            (received, text) -> hand(done, reply(received, text)),
                            failure -> hand(done, new Reply(0, failure.detail(), "")))));
        } catch (RejectedExecutionException e) {
            hand(done, new Reply(0, "the node is stopping", ""));
        }
    }

    private void hand(Consumer<Reply> done, Reply reply) {
        try {
            worker.execute(() -> done.accept(reply));
        } catch (RejectedExecutionException e) {
            // The node is stopping: nobody is interested any more.
        }
    }

    private static Reply reply(ResponseHead head, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return new Reply(head.status().code(), text, head.headers().get(NodeProtocol.SEEN_AS, ""));
    }
}
