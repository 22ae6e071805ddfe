package io.underpass.emulator;

import static org.awaitility.Awaitility.await;

import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.node.NodeProcessSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.Behaviours;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FreePort;
import io.underpass.wire.StreamOrigin;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestTls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@link NodeShop} that a node runs, the emulator in front of it, and everything behind it.
 *
 * <p>Threads: safe.
 */
final class ShopOnNode implements AutoCloseable {

    final int port = FreePort.any();
    final int securePort = FreePort.any();
    final TestTls tls = TestTls.create();
    final UserPool users = new UserPool();
    final EventLoops loops = EventLoops.of(1);
    final Underpass underpass;
    final AwsApi aws;
    final NodeShop shop;

    private final AlbNode node;
    private final TestOrigin echo = TestOrigin.start(Behaviours.echo());
    private final TestOrigin chat = TestOrigin.start(Behaviours.talkBack());
    private final TestOrigin lambda =
            TestOrigin.start(Behaviours.status(200, "{\"statusCode\":201,\"body\":\"made\"}"));
    private final StreamOrigin grpc = new StreamOrigin(loops, 10, (request, answer) -> {
        answer.head(false, "200", "content-type", "application/grpc");
        answer.trailers("grpc-status", "0");
    });

    /**
     * Serves.
     *
     * @param buckets the folder that trust stores are read from
     */
    ShopOnNode(Path buckets) throws Exception {
        underpass = Underpass.builder()
                .provisioningTime(Duration.ZERO)
                .nodes(NodeSettings.DEFAULTS.withToken("secret"))
                .tls(new TlsSettings(Optional.empty(), Optional.of(buckets), Optional.empty()))
                .start();
        aws = new AwsApi(underpass);
        shop = NodeShop.create(
                aws,
                tls,
                new NodeShop.Ports(
                        port,
                        securePort,
                        echo.port(),
                        chat.port(),
                        grpc.address().getPort()));
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
                        ServiceEndpoints.of(List.of("http://127.0.0.1:" + lambda.port()), ""),
                        users.trust(),
                        Optional.empty()),
                OptionalInt.empty(),
                1,
                line -> {});
        await().until(() -> node.status().healthy() && get("/").status() == 200);
    }

    String host() {
        return shop.host();
    }

    /** The edge port, where the shop is called by its DNS name. */
    InetSocketAddress edge() {
        return new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort());
    }

    /** Asks the listener without TLS. */
    TestClient.Response get(String path, String... fields) {
        String[] all = new String[fields.length + 1];
        System.arraycopy(fields, 0, all, 1, fields.length);
        all[0] = "Host: " + host() + ":" + port;
        return TestClient.get(edge(), path, all);
    }

    @Override
    public void close() {
        node.close();
        underpass.close();
        users.close();
        echo.close();
        chat.close();
        lambda.close();
        grpc.close();
        loops.close();
    }
}
