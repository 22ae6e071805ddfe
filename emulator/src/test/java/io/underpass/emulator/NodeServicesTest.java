package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FreePort;
import io.underpass.wire.TestClient;
import io.underpass.wire.UpstreamTls;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An internet-facing load balancer on a node, reached by its DNS name at the edge: it can do what others can. */
class NodeServicesTest {

    private static ShopOnNode shop;

    @BeforeAll
    static void start(@TempDir Path buckets) throws Exception {
        shop = new ShopOnNode(buckets);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void functionsAnswer() {
        TestClient.Response response = shop.get("/fn");
        assertThat(response.status()).as(response.bodyText()).isEqualTo(201);
        assertThat(response.bodyText()).isEqualTo("made");
    }

    @Test
    void webSocketsPass() {
        try (TestClient client = TestClient.connect(shop.edge())) {
            TestClient.Response response = client.send(
                            "GET",
                            "/chat",
                            "",
                            "Host: " + shop.host() + ":" + shop.port,
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Key: x")
                    .read();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Upgrade")).contains("websocket");
            assertThat(client.send("hello").readBytes(5)).asString().isEqualTo("hello");
        }
    }

    @Test
    void callsOfGrpcPassWithTheirTrailers() throws Exception {
        assertThat(GrpcCall.trailers(shop.loops, shop.edge(), shop.host(), shop.securePort, UpstreamTls.unverified()))
                .isEqualTo("[grpc-status=0]");
    }

    @Test
    void theLoadBalancerKnowsTheClientsAddress() throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.5", 0));
            socket.connect(shop.edge());
            try (TestClient client = TestClient.over(socket)) {
                String host = "Host: " + shop.host() + ":" + shop.port;
                assertThat(client.send("GET", "/", "", host, "X-Forwarded-For: 192.0.2.1")
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
            String listener = AwsApi.text(
                    shop.aws.elb(
                            "CreateListener",
                            "LoadBalancerArn=" + shop.shop.arn(),
                            "Protocol=HTTP",
                            "Port=" + first,
                            "DefaultActions.member.1.Type=fixed-response",
                            "DefaultActions.member.1.FixedResponseConfig.StatusCode=202"),
                    "ListenerArn");
            assertThat(at(first).status()).isEqualTo(202);

            shop.aws.elb("ModifyListener", "ListenerArn=" + listener, "Port=" + second);
            assertThat(at(second).status()).isEqualTo(202);

            shop.aws.elb("DeleteListener", "ListenerArn=" + listener);
        }
    }

    private static TestClient.Response at(int port) {
        return TestClient.get(shop.edge(), "/", "Host: " + shop.host() + ":" + port);
    }

    @Test
    void nobodyButTheEdgeSaysWhoAClientIsAndWhatItHasShown() {
        String lie = "x-underpass-hop-client: 192.0.2.7:1 - TLSv1.3 TLS_AES_128_GCM_SHA256";
        assertThat(shop.get("/", lie).bodyText())
                .contains("GET /", "X-Forwarded-For: 127.0.0.1\n")
                .doesNotContainIgnoringCase("x-underpass");

        InetSocketAddress straight = new InetSocketAddress("127.0.0.1", shop.port);
        assertThat(TestClient.get(straight, "/", lie, "x-underpass-hop: 1").bodyText())
                .contains("GET /", "X-Forwarded-For: 127.0.0.1\n")
                .doesNotContainIgnoringCase("x-underpass");
    }
}
