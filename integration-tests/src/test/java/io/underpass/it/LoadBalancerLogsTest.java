package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;

/** What load balancers log and count, where AWS's settings say so and AWS's names lead to. */
class LoadBalancerLogsTest {

    @TempDir
    private Path directory;

    private RunningEmulator emulator;
    private AwsClients clients;
    private final TestOrigin target = TestOrigin.start(Behaviours.status(200, "here"));
    private PublicAlb alb;

    @BeforeEach
    void start() {
        emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO)
                .accessLog(directory.toString())
                .openListeners(true));
        clients = new AwsClients(emulator.endpoint());
        alb = new PublicAlb(emulator.endpoint(), clients.loadBalancers, "logged");
        for (String log : List.of("access_logs", "connection_logs", "health_check_logs")) {
            alb.attribute(log + ".s3.bucket", "logs");
            alb.attribute(log + ".s3.enabled", "true");
        }
    }

    @AfterEach
    void stop() {
        target.close();
        clients.close();
        emulator.close();
    }

    /** The lines of the files whose names begin with {@code prefix}, below the key that AWS would choose. */
    private List<String> lines(String prefix) {
        try (Stream<Path> files = Files.walk(directory.resolve("logs/AWSLogs/000000000000/elasticloadbalancing"))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .startsWith(prefix + "000000000000_elasticloadbalancing_us-east-1_app.logged."))
                    .sorted()
                    .flatMap(LoadBalancerLogsTest::linesOf)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // Nothing has been written yet.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String metrics() {
        return TestClient.request(
                        new InetSocketAddress(
                                emulator.endpoint().getHost(),
                                emulator.endpoint().getPort()),
                        "GET",
                        "/_underpass/metrics",
                        "")
                .bodyText();
    }

    @Test
    void requestsConnectionsAndHealthChecksAreLoggedAndCounted() {
        String group = alb.group("logged", target);
        alb.listen(80, group);
        alb.awaitHealthy(group, 1);
        assertThat(alb.get(80, "/orders", "User-Agent: test").bodyText()).isEqualTo("here");
        InetSocketAddress door = emulator.doors().get(0);
        assertThat(TestClient.request(door, "GET", "/door", "", "Host: door").bodyText())
                .isEqualTo("here");
        await().until(() -> lines("").size() == 2);
        assertThat(lines("").get(0))
                .contains(
                        " app/logged/",
                        " 127.0.0.1:" + target.port() + " ",
                        " 200 200 ",
                        ":80/orders HTTP/1.1\" \"test\"")
                .contains("targetgroup/logged/", "\"forward\"");
        String door2 = lines("").get(1);
        await().until(() -> !lines("conn_log_").isEmpty());
        assertThat(lines("conn_log_"))
                .singleElement()
                .asString()
                .contains(door2.replaceAll(".*(TID_[0-9a-f]{32}).*", "$1"));
        // One that was late, on a machine that stood still, is written down as well.
        await().until(() ->
                lines("health_check_log_").stream().anyMatch(line -> line.contains(" logged PASS 200 - app/logged/")));
        await().untilAsserted(() -> assertThat(metrics())
                .containsPattern(
                        "underpass_alb_request_total\\{load_balancer=\"app/logged/\\w+\",target_group=\"\"} 2\n")
                .containsPattern("underpass_alb_http_code_target_2xx_total\\{load_balancer=\"app/logged/\\w+\","
                        + "target_group=\"targetgroup/logged/\\w+\"} 2\n")
                .containsPattern("underpass_alb_healthy_hosts\\{[^}]+} 1\n")
                .containsPattern("underpass_alb_new_connection_total\\{[^}]+} 1\n")
                .containsPattern("underpass_alb_target_response_time_seconds_count\\{[^}]+} 2\n"));
    }

    @Test
    @Conformance("ALB-L2")
    @DisplayName("ALB-L2 A redirect's line has its URL, no target and no times")
    void redirect() {
        String group = alb.group("unused");
        String listener = alb.listen(80, group);
        clients.loadBalancers.modifyListener(change -> change.listenerArn(listener)
                .defaultActions(action -> action.type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(redirect -> redirect.protocol(ProtocolEnum.HTTPS.toString())
                                .host("other.example")
                                .port("443")
                                .statusCode(RedirectActionStatusCodeEnum.HTTP_302))));
        assertThat(alb.get(80, "/a?b=c").status()).isEqualTo(302);
        await().until(() -> lines("").stream().anyMatch(line -> line.contains("redirect")));
        assertThat(lines("").stream().filter(line -> line.contains("redirect")))
                .singleElement()
                .asString()
                .matches(
                        "http \\S+ app/logged/\\w+ 127\\.0\\.0\\.1:\\d+ - -1 -1 -1 302 - \\d+ \\d+ \"GET http://\\S+:80/a\\?b=c"
                                + " HTTP/1\\.1\" \"-\" - - - \"Root=1-[^\"]+\" \"-\" \"-\" 0 \\S+Z \"redirect\""
                                + " \"https://other\\.example:443/a\\?b=c\" \"-\" \"-\" \"-\" \"-\" \"-\" TID_[0-9a-f]{32}"
                                + " \"-\" \"-\" \"-\" 127\\.0\\.0\\.1");
    }
}
