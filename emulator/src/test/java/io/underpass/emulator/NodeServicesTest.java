package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.node.NodeProcessSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.Behaviours;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FreePort;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.StreamOrigin;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestTls;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamRequest;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An internet-facing load balancer on a node, reached by its DNS name at the edge: it can do what others can. */
class NodeServicesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TestTls TLS = TestTls.create();

    private static final TestOrigin COGNITO = TestOrigin.start(NodeServicesTest::userPool);
    private static final TestOrigin TARGET = TestOrigin.start(Behaviours.echo());
    private static final TestOrigin LAMBDA =
            TestOrigin.start(Behaviours.status(200, "{\"statusCode\":201,\"body\":\"made\"}"));

    private static final EventLoops LOOPS = EventLoops.of(1);
    private static final StreamOrigin GRPC = new StreamOrigin(LOOPS, 10, (request, answer) -> {
        answer.head(false, "200", "content-type", "application/grpc");
        answer.trailers("grpc-status", "0");
    });

    private static Underpass underpass;
    private static AlbNode node;
    private static ServerSocket chat;
    private static final int PORT = FreePort.any();
    private static final int SECURE_PORT = FreePort.any();
    private static NodeShop shop;
    private static String host = "";

    @TempDir
    private static Path stores;

    private final Map<String, String> cookies = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectory(stores.resolve("bundles"));
        Files.writeString(
                stores.resolve("bundles").resolve("ca.pem"),
                Pem.of(List.of(TLS.authority().certificate())));
        chat = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        background(NodeServicesTest::accept);
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .nodes(NodeSettings.DEFAULTS.withToken("secret"))
                .tls(new TlsSettings(Optional.empty(), Optional.of(stores), Optional.empty()))
                .start();
        shop = NodeShop.create(
                underpass,
                TLS,
                new NodeShop.Ports(
                        PORT,
                        SECURE_PORT,
                        TARGET.port(),
                        chat.getLocalPort(),
                        GRPC.address().getPort()));
        host = shop.host();
        node = AlbNode.start(
                new NodeProcessSettings(
                        NodeShop.NAME,
                        "",
                        "127.0.0.1",
                        underpass.endpoint().getPort(),
                        "secret",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1)),
                new NodeSurroundings(
                        TargetAddresses.NONE,
                        ServiceEndpoints.of(List.of("http://127.0.0.1:" + LAMBDA.port()), ""),
                        TrustSettings.defaults("000000000000")
                                .withIdentityProviders(
                                        List.of("shop.auth.us-east-1.amazoncognito.com=http://127.0.0.1:"
                                                + COGNITO.port()),
                                        List.of("client-1=s3cr3t")),
                        Optional.empty()),
                OptionalInt.empty(),
                1,
                line -> {});
        await().until(() -> node.status().healthy() && plain("/").status() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        underpass.close();
        COGNITO.close();
        TARGET.close();
        LAMBDA.close();
        chat.close();
        GRPC.close();
        LOOPS.close();
    }

    @Test
    void peopleSignInAndTheTargetCanVerifyWhoTheyAreAndSeeWhatTheyShowed() throws Exception {
        TestClient.Response stranger = secured("/private");
        assertThat(stranger.status()).isEqualTo(302);
        String login = stranger.header("Location").orElseThrow();
        assertThat(login).startsWith("http://127.0.0.1:" + COGNITO.port() + "/oauth2/authorize?client_id=client-1&");
        TestClient.Response back = secured("/oauth2/idpresponse?code=c1&" + login.substring(login.indexOf("state=")));
        assertThat(back.status()).as(back.bodyText()).isEqualTo(302);

        String seen = secured("/private").bodyText();
        assertThat(seen)
                .contains("x-amzn-oidc-identity: jane")
                .contains("X-Amzn-Mtls-Clientcert: -----BEGIN%20CERTIFICATE-----")
                .doesNotContainIgnoringCase("x-underpass-hop");
        Matcher data = Pattern.compile("x-amzn-oidc-data: ([^.]+)\\.").matcher(seen);
        assertThat(data.find()).as(seen).isTrue();
        String keyId = JSON.readTree(Base64.getUrlDecoder().decode(data.group(1)))
                .path("kid")
                .asText();
        URI key = underpass.endpoint().resolve("/_underpass/elb-keys/" + keyId);
        await().untilAsserted(() -> assertThat(
                        HTTP.send(HttpRequest.newBuilder(key).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                .startsWith("-----BEGIN PUBLIC KEY-----"));
    }

    @Test
    void functionsAnswer() {
        TestClient.Response response = plain("/fn");
        assertThat(response.status()).as(response.bodyText()).isEqualTo(201);
        assertThat(response.bodyText()).isEqualTo("made");
    }

    @Test
    void webSocketsPass() throws Exception {
        try (Socket client = new Socket("127.0.0.1", underpass.endpoint().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream()
                    .write(("GET /chat HTTP/1.1\r\nHost: " + host + ":" + PORT + "\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(head(client.getInputStream()))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("\r\nUpgrade: websocket\r\n");
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        }
    }

    @Test
    void callsOfGrpcPassWithTheirTrailers() throws Exception {
        assertThat(callOfGrpc(UpstreamTls.unverified())).isEqualTo("[grpc-status=0]");
    }

    @Test
    void soTheyDoWhereTheListenerVerifiesItsClients() throws Exception {
        String store = NodeShop.text(
                shop.elb(
                        "CreateTrustStore",
                        "Name=people",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=ca.pem"),
                "TrustStoreArn");
        String listener = "ListenerArn=" + shop.securedListener();
        shop.elb(
                "ModifyListener",
                listener,
                "MutualAuthentication.Mode=verify",
                "MutualAuthentication.TrustStoreArn=" + store);
        try {
            await().until(() -> !lets(TLS.client()) && lets(TLS.client(TLS.clientCertificate("jane"))));

            X509Certificate jane = TLS.clientCertificate("jane");
            UpstreamTls shown = UpstreamTls.verified(
                    List.of(TLS.authority().certificate()),
                    Optional.of(new UpstreamTls.ClientIdentity(TLS.keys().getPrivate(), List.of(jane))));
            assertThat(callOfGrpc(shown)).isEqualTo("[grpc-status=0]");
        } finally {
            shop.elb("ModifyListener", listener, "MutualAuthentication.Mode=passthrough");
        }
    }

    /** Whether the node takes this client for its own. */
    private static boolean lets(SSLContext client) {
        try (SSLSocket socket = TestTls.connect(client, new InetSocketAddress("127.0.0.1", SECURE_PORT), host);
                TestClient over = TestClient.over(socket)) {
            return over.send("GET", "/", "").read().status() == 302;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String callOfGrpc(UpstreamTls tls) throws Exception {
        CompletableFuture<String> trailers = new CompletableFuture<>();
        ResponseSink sink = new ResponseSink() {
            private String last = "no trailers";

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
                trailers.complete(last);
            }

            @Override
            public void abort(Failure failure) {
                trailers.complete(failure.toString());
            }
        };
        try (UpstreamClient client = new UpstreamClient(
                LOOPS,
                UpstreamSettings.defaults(),
                name -> CompletableFuture.completedFuture(List.of(InetAddress.getLoopbackAddress())))) {
            Upstream edge = client.http2(
                    InetSocketAddress.createUnresolved(host, edge().getPort()),
                    new UpstreamTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                    tls);
            FieldList fields = new FieldList();
            fields.append("Host", host + ":" + SECURE_PORT).append("Content-Type", "application/grpc");
            EventLoop loop = LOOPS.next();
            Peer peer = new Peer(edge(), edge(), false);
            loop.execute(() -> edge.send(
                    new UpstreamRequest(
                            new RequestHead(HttpMethod.POST, "/pkg.Orders/Get", HttpVersion.HTTP_1_1, fields),
                            RequestBody.of(Unpooled.wrappedBuffer(new byte[5])),
                            loop,
                            peer,
                            new Trail()),
                    sink));
            return trailers.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theLoadBalancerKnowsTheClientsAddress() throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.5", 0));
            socket.connect(edge());
            try (TestClient client = TestClient.over(socket)) {
                assertThat(client.send("GET", "/", "", "Host: " + host + ":" + PORT, "X-Forwarded-For: 192.0.2.1")
                                .read()
                                .bodyText())
                        .contains("X-Forwarded-For: 192.0.2.1, 127.0.0.5\n");
            }
        }
    }

    @Test
    void aListenerIsReachedAsSoonAsItIsThereAndAsSoonAsItHasMoved() throws Exception {
        for (int i = 0; i < 5; i++) {
            int first = FreePort.any();
            int second = FreePort.any();
            String listener = NodeShop.text(
                    shop.elb(
                            "CreateListener",
                            "LoadBalancerArn=" + shop.arn(),
                            "Protocol=HTTP",
                            "Port=" + first,
                            "DefaultActions.member.1.Type=fixed-response",
                            "DefaultActions.member.1.FixedResponseConfig.StatusCode=202"),
                    "ListenerArn");
            assertThat(at(first).status()).isEqualTo(202);

            shop.elb("ModifyListener", "ListenerArn=" + listener, "Port=" + second);
            assertThat(at(second).status()).isEqualTo(202);

            shop.elb("DeleteListener", "ListenerArn=" + listener);
        }
    }

    private static TestClient.Response at(int port) {
        return TestClient.get(edge(), "/", "Host: " + host + ":" + port);
    }

    @Test
    void nobodyButTheEdgeSaysWhoAClientIsAndWhatItHasShown() throws IOException {
        String lie = "x-underpass-hop-client: 192.0.2.7:1 - TLSv1.3 TLS_AES_128_GCM_SHA256";
        assertThat(plain("/", lie).bodyText())
                .contains("GET /", "X-Forwarded-For: 127.0.0.1\n")
                .doesNotContainIgnoringCase("x-underpass");

        InetSocketAddress straight = new InetSocketAddress("127.0.0.1", PORT);
        assertThat(TestClient.get(straight, "/", lie, "x-underpass-hop: 1").bodyText())
                .contains("GET /", "X-Forwarded-For: 127.0.0.1\n")
                .doesNotContainIgnoringCase("x-underpass");
    }

    // ---- clients

    private static TestClient.Response plain(String path, String... fields) {
        String[] all = new String[fields.length + 1];
        System.arraycopy(fields, 0, all, 1, fields.length);
        all[0] = "Host: " + host + ":" + PORT;
        try (TestClient client = TestClient.connect(edge())) {
            return client.send("GET", path, "", all).read();
        }
    }

    private TestClient.Response secured(String path) throws Exception {
        String cookie = cookies.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue())
                .collect(Collectors.joining("; "));
        try (SSLSocket socket = TestTls.connect(TLS.client(TLS.clientCertificate("jane")), edge(), host);
                TestClient client = TestClient.over(socket)) {
            TestClient.Response response = client.send(
                            "GET", path, "", "Host: " + host + ":" + SECURE_PORT, "Cookie: " + cookie)
                    .read();
            for (String line : response.headers()) {
                Matcher set = Pattern.compile("Set-Cookie: ([^=]+)=([^;]*);.*").matcher(line);
                if (set.matches()) {
                    cookies.put(set.group(1), set.group(2));
                }
            }
            return response;
        }
    }

    private static InetSocketAddress edge() {
        return new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort());
    }

    // ---- servers

    private static boolean userPool(TestOrigin.Request request, TestOrigin.Connection connection)
            throws IOException, InterruptedException {
        String claims = "{\"iss\":\"http://localhost/" + NodeShop.POOL
                + "\",\"aud\":\"client-1\",\"sub\":\"jane\",\"exp\":"
                + (Instant.now().getEpochSecond() + 60) + "}";
        String idToken = "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
        return switch (request.target()) {
            case "/oauth2/token" ->
                Behaviours.status(200, "{\"access_token\":\"a1\",\"id_token\":\"" + idToken + "\"}")
                        .answer(request, connection);
            case "/oauth2/userInfo" ->
                Behaviours.status(200, "{\"sub\":\"jane\"}").answer(request, connection);
            default -> Behaviours.status(404, "").answer(request, connection);
        };
    }

    private static void accept() {
        try {
            while (true) {
                Socket client = chat.accept();
                background(() -> talk(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** Answers a request with 101 and sends back what comes. */
    private static void talk(Socket client) {
        try (client) {
            head(client.getInputStream());
            client.getOutputStream()
                    .write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the other side has left
        }
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "chat");
        thread.setDaemon(true);
        thread.start();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int octet = in.read();
        while (octet >= 0) {
            head.append((char) octet);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
            octet = in.read();
        }
        return head.toString();
    }
}
