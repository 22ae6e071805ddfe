package io.underpass.emulator.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.aws.Scope;
import io.underpass.emulator.assembly.TargetConnections;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Refusal;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackServicesTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");

    private final EventLoops loops = EventLoops.of(1);
    private final TargetConnections connections = new TargetConnections(loops);
    private final InternetOrigins origins = (endpoint, insecure, shown) -> new Resolution.Resolved(
            connections.to(endpoint.host(), endpoint.port(), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    private final TestOrigin emulator = TestOrigin.start();

    @AfterEach
    void close() {
        connections.close();
        loops.close();
        emulator.close();
    }

    @Test
    void requestsArriveSignedForTheServiceAndRegion() {
        send("sqs", "eu-west-1", "sqs.eu-west-1.amazonaws.com", "/000000000000/orders?b=2&a=1", "Action=SendMessage");
        TestOrigin.Request request = emulator.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/base/000000000000/orders?b=2&a=1");
        assertThat(request.bodyText()).isEqualTo("Action=SendMessage");
        assertThat(request.header("Host")).contains("127.0.0.1:" + emulator.port());
        assertThat(request.header("X-Custom")).contains("kept");
        assertThat(request.headers())
                .filteredOn(line -> line.startsWith("Authorization"))
                .hasSize(1);
        assertThat(request.header("Authorization").orElseThrow())
                .startsWith("AWS4-HMAC-SHA256 Credential=test/20260304/eu-west-1/sqs/aws4_request");
        assertThat(request.header("X-Amz-Date")).contains("20260304T050607Z");
    }

    @Test
    void aNameBeforeTheServicesStaysInTheHost() {
        send("s3", "us-east-1", "bucket.s3.us-east-1.amazonaws.com", "/key", "x");
        assertThat(emulator.requests().get(0).header("Host")).contains("bucket.s3.us-east-1.amazonaws.com");
    }

    @Test
    void withoutAnEndpointTheSettingIsNamed() {
        assertThat(new FallbackServices(ServiceEndpoints.NONE, origins, () -> Instant.EPOCH)
                        .resolve(SCOPE, "sqs", "us-east-1"))
                .isInstanceOfSatisfying(Resolution.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.CONFIGURATION);
                    assertThat(refused.reason()).contains("sqs").contains("--fallback-endpoint");
                });
    }

    private void send(String service, String region, String host, String target, String body) {
        FallbackServices services = new FallbackServices(
                ServiceEndpoints.of(List.of(), "http://127.0.0.1:" + emulator.port() + "/base"),
                origins,
                () -> Instant.parse("2026-03-04T05:06:07Z"));
        Upstream upstream = ((Resolution.Resolved) services.resolve(SCOPE, service, region)).upstream();
        EventLoop eventLoop = loops.next();
        InetSocketAddress self = new InetSocketAddress("127.0.0.1", 1);
        FieldList headers = new FieldList()
                .append("Host", host)
                .append("Authorization", "Basic x")
                .append("X-Custom", "kept");
        CompletableFuture<Void> answered = new CompletableFuture<>();
        eventLoop.execute(() -> upstream.send(
                new UpstreamRequest(
                        new RequestHead(HttpMethod.POST, target, HttpVersion.HTTP_1_1, headers),
                        RequestBody.of(Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))),
                        eventLoop,
                        new Peer(self, self, false),
                        new Trail()),
                new Ignoring(answered)));
        answered.orTimeout(2, TimeUnit.MINUTES).join();
    }

    private record Ignoring(CompletableFuture<Void> answered) implements ResponseSink {

        @Override
        public void head(ResponseHead head) {}

        @Override
        public void data(ByteBuf data) {
            data.release();
        }

        @Override
        public void end() {
            answered.complete(null);
        }

        @Override
        public void abort(Failure failure) {
            answered.completeExceptionally(new AssertionError(failure));
        }
    }
}
