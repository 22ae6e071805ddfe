package io.underpass.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A call of gRPC, of which the trailers are looked at.
 *
 * <p>Threads: confined to the event loop of the call.
 */
final class GrpcCall implements ResponseSink {

    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private String last = "no answer";

    private GrpcCall() {}

    /** The trailers of what the listener at {@code port} of {@code host} answers, called at {@code edge}; or what went wrong. */
    static String trailers(EventLoops loops, InetSocketAddress edge, String host, int port, UpstreamTls tls)
            throws Exception {
        try (UpstreamClient client = new UpstreamClient(
                loops,
                UpstreamSettings.defaults(),
                name -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress())))) {
            Upstream upstream = client.http2(
                    InetSocketAddress.createUnresolved(host, edge.getPort()),
                    new UpstreamTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                    tls);
            FieldList fields = new FieldList();
            fields.append("Host", host + ":" + port).append("Content-Type", "application/grpc");
            EventLoop loop = loops.next();
            GrpcCall call = new GrpcCall();
            loop.execute(() -> upstream.send(
                    new UpstreamRequest(
                            new RequestHead(HttpMethod.POST, "/pkg.Orders/Get", HttpVersion.HTTP_1_1, fields),
                            RequestBody.of(Unpooled.wrappedBuffer(new byte[5])),
                            loop,
                            new Peer(edge, edge, false),
                            new Trail()),
                    call));
            return call.outcome.get(2, TimeUnit.MINUTES);
        }
    }

    @Override
    public void head(ResponseHead head) {
        last = head.status() + ", no trailers";
    }

    @Override
    public void data(ByteBuf data) {
        data.release();
    }

    @Override
    public void trailers(HttpHeaders fields) {
        last = fields.entries().toString();
    }

    @Override
    public void end() {
        outcome.complete(last);
    }

    @Override
    public void abort(Failure failure) {
        outcome.complete(failure.toString());
    }
}
