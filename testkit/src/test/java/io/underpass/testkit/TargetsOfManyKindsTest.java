package io.underpass.testkit;

import static io.underpass.testkit.assertj.UnderpassAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.underpass.emulator.description.Description;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fake targets of all kinds, and a proxy, behind a load balancer. Two of the tests are in order: one breaks what the other needs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TargetsOfManyKindsTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final HttpClient HTTP = newClient();

    @RegisterExtension
    static final UnderpassExtension aws = UnderpassExtension.builder()
            .target("secure", target -> target.tls("secure.internal"))
            .target("modern", target -> target.speaks(HttpVersion.HTTP_2))
            .target("both", target -> target.tls().speaks(HttpVersion.HTTP_2))
            .targets("calls", "far", "live")
            .settings(settings -> settings.openListeners(true))
            .describe(TargetsOfManyKindsTest::shop)
            .build();

    private static Description shop(UnderpassExtension world) {
        return Description.of()
                .loadBalancer(
                        "front",
                        lb -> lb.targetGroup(
                                        "secure",
                                        g -> g.target(at(world, "secure"))
                                                .protocol("HTTPS")
                                                .healthCheck(check -> check.protocol("HTTPS")))
                                .targetGroup(
                                        "modern",
                                        g -> g.target(at(world, "modern")).version("HTTP2"))
                                .targetGroup(
                                        "both",
                                        g -> g.target(at(world, "both"))
                                                .protocol("HTTPS")
                                                .version("HTTP2")
                                                .healthCheck(check -> check.protocol("HTTPS")))
                                .targetGroup(
                                        "far", g -> g.target(world.proxy("far").hostAndPort()))
                                .targetGroup(
                                        "calls",
                                        g -> g.target(at(world, "calls")).version("GRPC"))
                                .listener(
                                        80,
                                        l -> l.rule("/secure", r -> r.forwardToGroup("secure"))
                                                .rule("/live", r -> r.forwardTo(at(world, "live")))
                                                .rule("/far", r -> r.forwardToGroup("far")))
                                .listener(
                                        443,
                                        l -> l.protocol("HTTPS")
                                                .rule("/modern", r -> r.forwardToGroup("modern"))
                                                .rule("/both", r -> r.forwardToGroup("both"))
                                                .rule("/shop.*", r -> r.forwardToGroup("calls"))))
                .api("shop", "test", api -> api.route("ANY /{proxy+}", r -> r.to("front", 80)));
    }

    private static String at(UnderpassExtension world, String name) {
        return world.target(name).hostAndPort();
    }

    @Test
    @Order(1)
    void aProxySuffers(@InvokeUrl(api = "shop") URI shop, @Called("far") FaultProxy way, FakeTarget far) {
        way.suffers(ProxyFault.reset(Moment.BEFORE_HEAD));
        Client.Answer answer = Client.get(shop + "/far");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(aws.exchange(answer.requestId()).story())
                .contains("target         far (" + far.hostAndPort() + ") through the proxy " + way.hostAndPort()
                        + " gave no answer");
        assertThat(far).wasAsked("GET", "/far");
    }

    @Test
    @Order(2)
    void itDoesNotInTheNextTest(@InvokeUrl(api = "shop") URI shop, @Called("far") FaultProxy way, FakeTarget far) {
        assertThat(way.faults()).isEmpty();
        assertThat(aws.exchange(Client.get(shop + "/far").requestId()))
                .answeredBy(far)
                .answeredBy(way.hostAndPort())
                .hasStatus(200);
    }

    @Test
    void targetsAreReachedByTheirProtocols(
            @InvokeUrl(api = "shop") URI shop, FakeTarget secure, FakeTarget modern, FakeTarget both) {
        assertThat(Client.get(shop + "/secure").body()).isEqualTo("secure\n");
        assertThat(get("/modern").body()).isEqualTo("modern\n");
        assertThat(get("/both").body()).isEqualTo("both\n");

        assertThat(secure).wasAskedBy("HTTP/1.1");
        assertThat(secure.takeRequest(SOON)).cameOverTls().askedForServer("");
        assertThat(modern).wasAskedBy("HTTP/2");
        assertThat(modern.takeRequest(SOON).tls()).isEmpty();
        assertThat(both).wasAskedBy("HTTP/2");
        assertThat(both.takeRequest(SOON)).cameBy("HTTP/2").cameOverTls();
    }

    @Test
    void theGatewayBelievesTheTargetsOfTheTest(FakeTarget secure) {
        aws.apply(Description.of("direct")
                .api(
                        "direct",
                        "test",
                        api -> api.route("GET /direct", r -> r.url("https://localhost:" + secure.port()))));

        assertThat(Client.get(aws.invokeUrl("direct", "test") + "/direct").body())
                .isEqualTo("secure\n");
        assertThat(secure.takeRequest(SOON)).cameOverTls().hasHeader("Host", "localhost:" + secure.port());
    }

    @Test
    void aCallOfGrpcIsAnswered(FakeTarget calls) {
        calls.on("POST", "/shop.Orders/Find").answers(Reply.grpc("found".getBytes(StandardCharsets.UTF_8)));
        HttpRequest call = request("/shop.Orders/Find")
                .header("Content-Type", "application/grpc")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, 0, 0, 0, 0}))
                .build();

        HttpResponse<String> response =
                HTTP.sendAsync(call, HttpResponse.BodyHandlers.ofString()).join();

        assertThat(response.body()).endsWith("found");
        assertThat(calls.takeRequest(SOON)).cameBy("HTTP/2").hasHeader("content-type", "application/grpc");
    }

    @Test
    void aWebSocketIsOpened(FakeTarget live) throws InterruptedException {
        live.answers(Reply.webSocket(SocketScript.empty().answers(SocketFrame.close(1001, "enough"))));
        CountDownLatch closed = new CountDownLatch(1);
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.countDown();
                return CompletableFuture.completedFuture(null);
            }
        };

        URI place = URI.create(aws.listenerUrl("front", 80).toString().replace("http:", "ws:") + "/live");
        HTTP.newWebSocketBuilder()
                .buildAsync(place, listener)
                .join()
                .sendText("hello", true)
                .join();

        assertThat(closed.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        TargetSocket socket = live.takeSocket(SOON);
        socket.awaitFrames(2, SOON);
        assertThat(socket).gotText("hello").wasClosedWith(1001);
        assertThat(aws.exchanges(1).get(0))
                .wentThrough("front")
                .answeredBy(live)
                .hasStatus(101);
    }

    @Test
    void faultsOfHttp2ReachTheClient(FakeTarget modern) {
        modern.answers(Reply.resetStream(Moment.BEFORE_HEAD), Reply.closed(Moment.IN_HEAD), Reply.text(200, "fine"));

        assertThat(get("/modern").statusCode()).isEqualTo(502);
        assertThat(get("/modern").statusCode()).isEqualTo(502);
        assertThat(get("/modern").body()).isEqualTo("fine");
    }

    @Test
    void listenersThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> aws.listenerUrl("front", 81)).hasMessageContaining("listener front:81 is not bound");
    }

    @Test
    void theyAreHealthy(
            LoadBalancer front,
            FakeTarget secure,
            FakeTarget modern,
            FakeTarget both,
            FakeTarget calls,
            FaultProxy far) {
        front.awaitHealth(secure, "healthy", SOON)
                .awaitHealth(modern, "healthy", SOON)
                .awaitHealth(both, "healthy", SOON)
                .awaitHealth(calls, "healthy", SOON)
                .awaitHealth(far, "healthy", SOON);
        aws.clock().advance(Duration.ofMinutes(1));
        assertThat(calls.awaitHealthChecks(1, SOON).get(0))
                .cameBy("HTTP/2")
                .hasHeader("content-type", "application/grpc");
    }

    private static HttpResponse<String> get(String path) {
        return HTTP.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(aws.listenerUrl("front", 443) + path))
                .timeout(SOON);
    }

    private static HttpClient newClient() {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(trusting).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
