package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Behaviours;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Http2Client;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ServerIdentity;
import io.underpass.wire.StreamOrigin;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestTls;
import io.underpass.wire.WholeResponse;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What HTTPS listeners speak with clients, and with targets on their behalf. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureListenerConformanceTest {

    private static final TestTls TLS = TestTls.create();
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int END_HEADERS_AND_STREAM = Http2Client.END_STREAM | Http2Client.END_HEADERS;

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final EventLoops loops = EventLoops.of(1);
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final StreamOrigin streams = new StreamOrigin(loops, 100, SecureListenerConformanceTest::serve);
    private final HttpClient http1 = client(HttpClient.Version.HTTP_1_1).build();
    private final HttpClient http2 = client(HttpClient.Version.HTTP_2).build();
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "secure");
    private String certificate;
    private String echo;
    private OpenDoor door;

    private static HttpClient.Builder client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(TLS.client());
    }

    private static void serve(StreamOrigin.Request request, StreamOrigin.Answer answer) {
        answer.head(false, "200", "content-type", "application/grpc");
        answer.data(false, request.body());
        answer.trailers("grpc-status", "0");
    }

    @BeforeAll
    void build() {
        certificate = alb.certificate(TLS, "127.0.0.1", "h2.example.com");
        echo = alb.group("echo", List.of(target.port()));
        door = listen(echo);
    }

    @AfterAll
    void stop() {
        emulator.close();
        target.close();
        streams.close();
        loops.close();
    }

    private OpenDoor listen(String groupArn, String... parameters) {
        return alb.listen(Stream.of(
                        List.of(
                                "Protocol=HTTPS",
                                "SslPolicy=ELBSecurityPolicy-TLS13-1-2-2021-06",
                                "Certificates.1.CertificateArn=" + certificate,
                                "DefaultActions.1.Type=forward",
                                "DefaultActions.1.TargetGroupArn=" + groupArn),
                        List.of(parameters))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private static HttpRequest.Builder to(OpenDoor door, String path) {
        return HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + door.address().getPort() + path));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @DisplayName("A listener that becomes one of HTTPS, or of HTTP, refuses nobody meanwhile")
    void changesOfTheProtocol() throws Exception {
        OpenDoor changing = alb.listen();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                assertThat(TestClient.get(changing.address(), "/").status()).isIn(200, 400);
            }
        });
        try (TestClient early = changing.client()) {
            for (int change = 0; change < 10; change++) {
                changing.elb()
                        .call(
                                "ModifyListener",
                                "ListenerArn=" + changing.listenerArn(),
                                "Protocol=HTTPS",
                                "SslPolicy=ELBSecurityPolicy-2016-08",
                                "Certificates.1.CertificateArn=" + certificate);
                assertThat(send(http1, to(changing, "/")).body()).isEqualTo("default");
                assertThat(TestClient.get(changing.address(), "/").status()).isEqualTo(400);
                changing.elb().call("ModifyListener", "ListenerArn=" + changing.listenerArn(), "Protocol=HTTP");
                assertThat(TestClient.get(changing.address(), "/").bodyText()).isEqualTo("default");
            }
            assertThat(early.send("GET", "/", "").read().bodyText()).isEqualTo("default");
        } finally {
            over.set(true);
        }
        client.get(60, TimeUnit.SECONDS);
    }

    @Test
    @Conformance("ALB-H25")
    @DisplayName("ALB-H25 Targets are told the client's version of TLS and its cipher by OpenSSL's name")
    void versionAndCipher() throws Exception {
        String attribute = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
        String forged = "forged";
        HttpRequest.Builder request = to(door, "/").header("X-Amzn-Tls-Version", forged);
        assertThat(send(http1, to(door, "/")).body()).doesNotContainIgnoringCase("x-amzn-tls-version:");
        alb.attribute(attribute, "true");
        String newest = send(http1, request).body();
        SSLParameters old = new SSLParameters();
        old.setProtocols(new String[] {"TLSv1.2"});
        HttpClient oldClient =
                client(HttpClient.Version.HTTP_1_1).sslParameters(old).build();
        String older = send(oldClient, request).body();
        alb.attribute(attribute, "false");
        assertThat(newest)
                .containsIgnoringCase("\nX-Amzn-TLS-Version: TLSv1.3\n")
                .containsIgnoringCase("\nX-Amzn-TLS-Cipher-Suite: TLS_AES_128_GCM_SHA256\n")
                .doesNotContain(forged);
        assertThat(older)
                .containsIgnoringCase("\nX-Amzn-TLS-Version: TLSv1.2\n")
                .containsIgnoringCase("\nX-Amzn-TLS-Cipher-Suite: ECDHE-ECDSA-AES128-GCM-SHA256\n");
    }

    @Test
    @Conformance("ALB-H26")
    @DisplayName("ALB-H26 What comes by HTTP/2 reaches targets in lower case, but for the load balancer's own fields")
    void namesInLowerCase() throws Exception {
        String seen = send(
                        http2,
                        to(door, "/a?b")
                                .header("X-Abc", "Mixed")
                                .header("Cookie", "a=1")
                                .header("Cookie", "b=2")
                                .header("X-Forwarded-For", "10.0.0.1")
                                .header("X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678"))
                .body();
        assertThat(seen)
                .startsWith("GET /a?b\n")
                .contains("\nx-abc: Mixed\n", "\ncookie: a=1; b=2\n")
                .contains("\nX-Forwarded-For: 10.0.0.1, 127.0.0.1\n", "\nX-Forwarded-Proto: https\n")
                .contains("\nX-Forwarded-Port: ", "\nHost: 127.0.0.1:", "\nX-Amzn-Trace-Id: Self=1-");
        for (String line : seen.split("\n\n", 2)[0].split("\n")) {
            String name = line.split("[: ]", 2)[0];
            if (!List.of(
                            "GET",
                            "Host",
                            "X-Forwarded-For",
                            "X-Forwarded-Proto",
                            "X-Forwarded-Port",
                            "X-Amzn-Trace-Id",
                            "Connection",
                            "Upgrade")
                    .contains(name)) {
                assertThat(name).isLowerCase();
            }
        }
    }

    @Test
    @Conformance("ALB-S17")
    @DisplayName("ALB-S17 The certificates of targets are not looked at")
    void targetsAreBelieved() throws Exception {
        TestTls unknown = TestTls.create();
        ServerIdentity expired = ServerIdentity.of(
                unknown.keys().getPrivate(),
                List.of(unknown.certificate(Instant.now().minus(Duration.ofDays(20_000)), "somebody.example.com")));
        try (HttpListener origin = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(HttpResponseStatus.OK, "text/plain", "hello")
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults()
                        .withIdentities((name, local) -> CompletableFuture.completedFuture(expired)))) {
            String group = alb.group("expired", List.of(origin.address().getPort()), "Protocol=HTTPS");
            OpenDoor secure = alb.listen("DefaultActions.1.Type=forward", "DefaultActions.1.TargetGroupArn=" + group);
            assertThat(secure.send("GET", "/").status()).isEqualTo(200);
            alb.awaitHealthy(group, 1);
        }
    }

    @Test
    @Conformance("ALB-P10")
    @DisplayName("ALB-P10 Of a connection's streams 128 run at once")
    void concurrentStreams() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        try (TestOrigin waiting = TestOrigin.start((request, connection) -> {
                    released.await();
                    return Behaviours.status(200, "ok").answer(request, connection);
                });
                Http2Client client = new Http2Client(
                        TLS,
                        listen(alb.group("waiting", List.of(waiting.port()))).address())) {
            int healthChecks = waiting.count();
            assertThat(client.setting(MAX_CONCURRENT_STREAMS)).contains(128);
            for (int i = 0; i < 129; i++) {
                client.send(Http2Client.HEADERS, END_HEADERS_AND_STREAM, 2 * i + 1, Http2Client.get("/"));
            }
            Http2Client.Frame refused = client.await(Http2Client.RST_STREAM);
            assertThat(refused.stream()).isEqualTo(2 * 128 + 1);
            assertThat(refused.error()).as("REFUSED_STREAM").isEqualTo(7);
            await().until(() -> waiting.count() >= 128 + healthChecks);
            released.countDown();
            int answered = 0;
            while (answered < 128) {
                if (client.awaitEnd().type() == Http2Client.DATA) {
                    answered++;
                }
            }
        }
    }

    @Test
    @Conformance({"ALB-P11", "ALB-P12", "ALB-P13", "ALB-P14", "ALB-P15", "ALB-P16", "ALB-P17", "ALB-P18", "ALB-P19"})
    @DisplayName("ALB-P11 ALB-P12 ALB-P13 ALB-P14 ALB-P15 ALB-P16 ALB-P17 ALB-P18 ALB-P19"
            + " Which requests reach which targets: HTTP/1.1, HTTP/2 and gRPC, for HTTP1, HTTP2 and GRPC each")
    void protocolVersions() throws Exception {
        List<Integer> port = List.of(streams.address().getPort());
        OpenDoor toHttp2 = listen(alb.group("http2", port, "ProtocolVersion=HTTP2"));
        OpenDoor toGrpc = listen(alb.group("grpc", port, "ProtocolVersion=GRPC"));
        List<OpenDoor> doors = List.of(door, toHttp2, toGrpc);
        assertThat(statuses(http1, doors, "GET", "")).containsExactly(200, 464, 464);
        assertThat(statuses(http1, doors, "POST", "application/grpc")).containsExactly(200, 464, 464);
        assertThat(statuses(http2, doors, "GET", "")).containsExactly(200, 200, 464);
        assertThat(statuses(http2, doors, "POST", "text/plain")).containsExactly(200, 200, 200);
        assertThat(statuses(http2, doors, "POST", "application/grpc")).containsExactly(464, 200, 200);
        assertThat(statuses(http2, doors, "POST", "application/grpc+proto")).containsExactly(464, 200, 200);
        assertThat(send(http2, to(toGrpc, "/")).body()).hasSize(98).contains("<h1>464</h1>");
    }

    private static List<Integer> statuses(HttpClient client, List<OpenDoor> doors, String method, String contentType)
            throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (OpenDoor each : doors) {
            HttpRequest.Builder request = to(each, "/shop.Orders/Place")
                    .method(
                            method,
                            method.equals("GET")
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString("\0\0\0\0\2hi"));
            if (!contentType.isEmpty()) {
                request.header("Content-Type", contentType).header("TE", "trailers");
            }
            statuses.add(send(client, request).statusCode());
        }
        return statuses;
    }

    @Test
    @Conformance("ALB-D6")
    @DisplayName("ALB-D6 Requests by HTTP/2 are not judged")
    void http2IsNotJudged() throws Exception {
        alb.attribute("routing.http.desync_mitigation_mode", "strictest");
        try (Http2Client client = new Http2Client(TLS, door.address())) {
            client.send(
                    Http2Client.HEADERS, END_HEADERS_AND_STREAM, 1, Http2Client.get("/judged", "content-length", "0"));
            assertThat(client.await(Http2Client.DATA).text()).startsWith("GET /judged\n");
            int before = target.count();
            client.send(
                    Http2Client.HEADERS,
                    Http2Client.END_HEADERS,
                    3,
                    Http2Client.get("/two-lengths", "content-length", "1000", "content-length", "100"));
            Http2Client.Frame answer = client.awaitEnd();
            assertThat(answer.type()).as("HTTP/2 itself has no such requests").isNotEqualTo(Http2Client.DATA);
            assertThat(target.requests().subList(before, target.count()))
                    .noneMatch(request -> request.target().equals("/two-lengths"));
        } finally {
            alb.attribute("routing.http.desync_mitigation_mode", "defensive");
        }
        assertThat(new ControlCalls(emulator.endpoint())
                        .call("GET /_underpass/journal?limit=1")
                        .toString())
                .doesNotContain("\"classification\"");
    }
}
