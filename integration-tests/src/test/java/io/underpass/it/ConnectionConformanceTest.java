package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What takes its time with connections and targets. Times that AWS lets nobody set are set in the kept state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int REQUESTS = 600;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String UPGRADE =
            "GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final ElbCalls elb = new ElbCalls(emulator.endpoint());
    private final ControlCalls calls = new ControlCalls(emulator.endpoint());
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "slow");

    @AfterAll
    void stop() {
        emulator.close();
    }

    /** Gives an attribute a value that it cannot be given by the API. */
    private void keep(String key, String from, String to) {
        String state = calls.answer("GET /_underpass/state", "").bodyText();
        String changed = state.replace('"' + key + "\" : \"" + from + '"', '"' + key + "\" : \"" + to + '"');
        assertThat(changed).isNotEqualTo(state);
        TestClient.Response answer = calls.answer("PUT /_underpass/state", changed);
        assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
    }

    private OpenDoor listen(String group) {
        return alb.listen("DefaultActions.1.Type=forward", "DefaultActions.1.TargetGroupArn=" + group);
    }

    @Test
    @Conformance("ALB-P8")
    @DisplayName("ALB-P8 A connection that is old enough serves one more request and ends")
    void clientKeepAlive() {
        try (TestOrigin target = TestOrigin.start()) {
            OpenDoor door = listen(alb.group("kept", List.of(target.port())));
            for (String refused : List.of("59", "604801", "-1", "")) {
                assertThat(elb.refusal(
                                "ModifyLoadBalancerAttributes",
                                "LoadBalancerArn=" + alb.arn(),
                                "Attributes.1.Key=client_keep_alive.seconds",
                                "Attributes.1.Value=" + refused))
                        .startsWith("400 ValidationError: ");
            }
            alb.attribute("client_keep_alive.seconds", "60");
            try (TestClient young = door.client()) {
                assertThat(young.send(GET).read().header("Connection")).contains("keep-alive");
            }
            keep("client_keep_alive.seconds", "60", "1");
            try (TestClient client = door.client()) {
                TestClient.Response last = await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .until(
                                () -> client.send(GET).read(),
                                answer -> !answer.header("Connection").equals(Optional.of("keep-alive")));
                assertThat(last.status()).isEqualTo(200);
                assertThat(last.header("Connection")).contains("close");
                assertThat(client.readsEnd()).isTrue();
            }
            alb.attribute("client_keep_alive.seconds", "3600");
        }
    }

    @Test
    @Conformance("ALB-P20")
    @DisplayName("ALB-P20 A WebSocket is a tunnel to one target; rules do not touch it, the idle timeout ends it")
    void webSockets() throws Exception {
        try (ServerSocket target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread echo = new Thread(() -> accept(target), "websocket-target");
            echo.setDaemon(true);
            echo.start();
            String group = alb.group("sockets", List.of(target.getLocalPort()));
            OpenDoor door = listen(group);
            try (TestClient client = door.client()) {
                TestClient.Response answer = client.send(UPGRADE).read();
                assertThat(answer.status()).isEqualTo(101);
                assertThat(answer.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                assertEcho(client, "\u0081\u0085abcdhello");
                door.rule(1, "Conditions.1.Field=path-pattern", "Conditions.1.Values.1=*");
                assertThat(door.get("/socket")).isEqualTo("rule1");
                assertEcho(client, "still there");
            }
            alb.attribute("idle_timeout.timeout_seconds", "1");
            OpenDoor idle = listen(group);
            // Where the machine is too slow the second is over before there is a tunnel.
            await().atMost(PATIENCE).ignoreExceptions().until(() -> endsByItself(idle));
            alb.attribute("idle_timeout.timeout_seconds", "60");
        }
    }

    /** Whether a WebSocket that nobody uses is opened, and ends. */
    private static boolean endsByItself(OpenDoor door) {
        try (TestClient client = door.client()) {
            return client.send(UPGRADE).read().status() == 101 && client.readsEnd();
        }
    }

    private static void assertEcho(TestClient client, String text) {
        client.send(text);
        StringBuilder back = new StringBuilder();
        byte[] buffer = new byte[100];
        while (back.length() < text.length()) {
            back.append(new String(buffer, 0, client.readSome(buffer), StandardCharsets.ISO_8859_1));
        }
        assertThat(back).hasToString(text);
    }

    private static void accept(ServerSocket target) {
        try {
            while (true) {
                Socket socket = target.accept();
                Thread serving = new Thread(() -> serve(socket), "websocket-target-connection");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return;
                }
                head.append((char) octet);
            }
            boolean upgraded = head.indexOf("Upgrade: websocket") >= 0;
            String answer = upgraded
                    ? "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
                    : "200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
            if (upgraded) {
                in.transferTo(socket.getOutputStream());
            }
        } catch (IOException e) {
            // The load balancer has had enough.
        }
    }

    @Test
    @Conformance("ALB-T17")
    @DisplayName("ALB-T17 The share of a target that starts slowly grows to that of the others")
    void slowStart() {
        try (TestOrigin first = TestOrigin.start(Behaviours.status(200, "first"));
                TestOrigin second = TestOrigin.start(Behaviours.status(200, "second"))) {
            String group = alb.group(
                    "growing",
                    List.of(first.port()),
                    "HealthCheckIntervalSeconds=130",
                    "HealthCheckTimeoutSeconds=120"); // No check is due while the share grows.
            OpenDoor door = listen(group);
            alb.awaitHealthy(group, 1);
            for (String refused : List.of("29", "901", "1", "x")) {
                assertThat(elb.refusal("ModifyTargetGroupAttributes", slowStart(group, refused)))
                        .as(refused)
                        .startsWith("400 ValidationError: ");
            }
            elb.call("ModifyTargetGroupAttributes", slowStart(group, "30"));
            assertThat(ofSecond(door)).isZero();
            emulator.stopTime();
            alb.register(group, second.port());
            alb.awaitHealthy(group, 2);
            // Half of the requests are the second target's turns, of which it keeps by chance as many as its share
            // says.
            // Each range is more than five standard deviations wide on either side.
            assertThat(ofSecond(door)).as("at once, of %d", REQUESTS).isLessThan(25);
            emulator.pass(Duration.ofSeconds(10));
            assertThat(ofSecond(door)).as("after a third of the time").isBetween(55, 155);
            emulator.pass(Duration.ofSeconds(10));
            assertThat(ofSecond(door)).as("after two thirds").isBetween(155, 249);
            emulator.pass(Duration.ofSeconds(10));
            assertThat(ofSecond(door)).as("at the end").isEqualTo(REQUESTS / 2);
        } finally {
            emulator.letTimePass();
        }
    }

    private static String[] slowStart(String group, String seconds) {
        return new String[] {
            "TargetGroupArn=" + group, "Attributes.1.Key=slow_start.duration_seconds", "Attributes.1.Value=" + seconds
        };
    }

    /** How many of {@value #REQUESTS} requests the second target gets. */
    private static int ofSecond(OpenDoor door) {
        int ofSecond = 0;
        try (TestClient client = door.client()) {
            for (int i = 0; i < REQUESTS; i++) {
                if (client.send(GET).read().bodyText().equals("second")) {
                    ofSecond++;
                }
            }
        }
        return ofSecond;
    }
}
