package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Error;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.NobodyThere;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.ReverseProxy;
import io.underpass.wire.StreamOrigin;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listeners speak with clients, and groups with targets (spec 2.6). */
class ProtocolVersionsTest {

    private static final UpstreamTls ANYBODY = UpstreamTls.unverified();
    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final String MESSAGE = "\0\0\0\0\2hi";

    private final OpenShop shop = new OpenShop(Map.of());
    private final EventLoops targetLoops = EventLoops.of(1);
    private final TestOrigin plain = TestOrigin.start();
    private final StreamOrigin streams = new StreamOrigin(targetLoops, 100, ProtocolVersionsTest::serve);

    private record Answer(int status, HttpHeaders head, String body, HttpHeaders trailers) {}

    @AfterEach
    void close() {
        shop.close();
        plain.close();
        streams.close();
        targetLoops.close();
    }

    @ParameterizedTest(name = "P11-P19 {0} to {1}: {2}")
    @CsvSource({
        "HTTP1, HTTP1, 200",
        "HTTP1, HTTP2, 464",
        "HTTP1, GRPC, 464",
        "HTTP2, HTTP1, 200",
        "HTTP2, HTTP2, 200",
        "HTTP2, GRPC, 464",
        "HTTP2 POST, GRPC, 200",
        "gRPC, HTTP1, 464",
        "gRPC, HTTP2, 200",
        "gRPC, GRPC, 200"
    })
    void theMatrixOfRequestsAndTargets(String request, String version, int status) throws Exception {
        shop.forwardTo(
                "HTTP",
                version,
                version.equals("HTTP1") ? plain.port() : streams.address().getPort());
        Answer answer = send(request);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 464) {
            assertThat(answer.head().get("server")).isEqualTo("awselb/2.0");
            assertThat(answer.body()).contains("<h1>464</h1>");
            assertThat(plain.count() + streams.requests().size()).isZero();
        }
    }

    @Test
    void aCallOfGrpcPassesWithItsTrailers() throws Exception {
        for (String version : new String[] {"HTTP2", "GRPC"}) {
            shop.forwardTo("HTTP", version, streams.address().getPort());
            Answer answer = send("gRPC");
            assertThat(answer.body()).isEqualTo(MESSAGE);
            assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
        }
        assertThat(shop.metrics
                        .targetGroups()
                        .get(AlbFixtures.groupArn("orders"))
                        .of(LoadBalancerMetric.GRPC_REQUEST_COUNT))
                .isEqualTo(2);
        StreamOrigin.Request received = streams.requests().get(0);
        assertThat(received.head().get("te")).hasToString("trailers");
        assertThat(received.head().get("x-forwarded-proto")).hasToString("http");
        assertThat(received.head().get("content-type")).hasToString("application/grpc+proto");
        assertThat(received.head().contains("connection")).isFalse();
        assertThat(streams.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void aCallOfGrpcThatEndsWithItsHeadPasses() throws Exception {
        streams.behave(
                (request, answer) -> answer.head(true, "200", "content-type", "application/grpc", "grpc-status", "12"));
        shop.forwardTo("HTTP", "GRPC", streams.address().getPort());
        Answer answer = send("gRPC");
        assertThat(answer.head().get("grpc-status")).isEqualTo("12");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aCallOfGrpcThatFailsIsUnavailable() throws Exception {
        streams.behave((request, answer) -> answer.reset(Http2Error.INTERNAL_ERROR));
        shop.forwardTo("HTTP", "GRPC", streams.address().getPort());
        Answer answer = send("gRPC");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.head().get("grpc-status")).isEqualTo("14");
        assertThat(answer.head().get("grpc-message")).isEqualTo("unavailable");
        Answer notGrpc;
        try (NobodyThere nobody = NobodyThere.open()) {
            shop.forwardTo("HTTP", "GRPC", nobody.port());
            assertThat(send("gRPC").head().get("grpc-status")).isEqualTo("14");
            shop.forwardTo("HTTP", "HTTP2", nobody.port());
            notGrpc = send("HTTP2");
        }
        assertThat(notGrpc.status()).isEqualTo(502);
        assertThat(notGrpc.head().contains("grpc-status")).isFalse();
    }

    @Test
    void aTargetThatDoesNotSpeakHttp2Is502() throws Exception {
        plain.behave((request, connection) -> {
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return false;
        });
        shop.forwardTo("HTTP", "HTTP2", plain.port());
        assertThat(send("HTTP2").status()).isEqualTo(502);
    }

    @Test
    void targetsOverTlsAreNotAskedWhoTheyAre() throws Exception {
        try (HttpListener secure = HttpListener.bind(
                targetLoops,
                new InetSocketAddress("127.0.0.1", 0),
                new ReverseProxy((request, sink) ->
                        ScriptedTargets.answer(200, "X-Host", "target").send(discarding(request), sink)),
                (exchange, completion) -> {},
                ListenerSettings.defaults()
                        .withIdentities((name, local) ->
                                CompletableFuture.completedFuture(OpenShop.TLS.server("somebody-else.example.com"))))) {
            for (String version : new String[] {"HTTP1", "HTTP2"}) {
                shop.forwardTo("HTTPS", version, secure.address().getPort());
                Answer answer = send("HTTP2");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.head().get("x-host")).isEqualTo("target");
            }
        }
    }

    private static UpstreamRequest discarding(UpstreamRequest request) {
        request.body().discard();
        return request;
    }

    private static void serve(StreamOrigin.Request request, StreamOrigin.Answer answer) {
        answer.head(false, "200", "content-type", "application/grpc+proto");
        answer.data(false, request.body());
        answer.trailers("grpc-status", "0");
    }

    private Answer send(String kind) throws Exception {
        boolean grpc = kind.equals("gRPC");
        FieldList fields = new FieldList().append("Host", "shop.example.com");
        if (grpc) {
            fields.append("content-type", "application/grpc+proto").append("TE", "trailers");
        }
        boolean post = grpc || kind.endsWith("POST");
        RequestBody body =
                post ? RequestBody.of(Unpooled.copiedBuffer(MESSAGE, StandardCharsets.ISO_8859_1)) : RequestBody.EMPTY;
        InetSocketAddress self = new InetSocketAddress("127.0.0.1", 1);
        RequestHead head = new RequestHead(
                post ? HttpMethod.POST : HttpMethod.GET, "/shop.Orders/Place", HttpVersion.HTTP_1_1, fields);
        UpstreamRequest request =
                new UpstreamRequest(head, body, shop.loops.next(), new Peer(self, self, false), new Trail());
        Upstream way = kind.equals("HTTP1")
                ? shop.client.to(shop.address(), TIMEOUTS)
                : shop.client.http2(shop.address(), TIMEOUTS, ANYBODY);
        Recorder recorder = new Recorder();
        request.eventLoop().execute(() -> way.send(request, recorder));
        return recorder.answer.get(30, TimeUnit.SECONDS);
    }

    private static final class Recorder implements ResponseSink {

        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final StringBuilder body = new StringBuilder();
        private ResponseHead head;
        private HttpHeaders trailers = new FieldList();

        @Override
        public void head(ResponseHead received) {
            head = received;
        }

        @Override
        public void data(ByteBuf data) {
            body.append(data.toString(StandardCharsets.ISO_8859_1));
            data.release();
        }

        @Override
        public void trailers(HttpHeaders received) {
            trailers = received;
        }

        @Override
        public void end() {
            answer.complete(new Answer(head.status().code(), head.headers(), body.toString(), trailers));
        }

        @Override
        public void abort(Failure failure) {
            answer.completeExceptionally(new AssertionError(failure.toString()));
        }
    }
}
