package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The debug door: listeners of load balancers bound on this machine. */
class OpenListenersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private final TutorialSteps steps = new TutorialSteps(aws);

    @AfterEach
    void stop() {
        aws.close();
        emulator.close();
    }

    @Test
    void anInternalLoadBalancerIsReachedWithAnyHostAndSeesItsOwnPort() throws Exception {
        try (ServiceInstance orders = ServiceInstance.start("orders")) {
            InternalAlb alb = steps.internalAlb("orders", orders);
            aws.loadBalancers.createRule(rule -> rule.listenerArn(alb.listenerArn())
                    .priority(1)
                    .conditions(one -> one.field("host-header").hostHeaderConfig(host -> host.values("closed.example")))
                    .actions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                            .fixedResponseConfig(fixed -> fixed.statusCode("418")
                                    .contentType("text/plain")
                                    .messageBody("closed"))));

            JsonNode listed = listeners().get(0);
            assertThat(listed.path("listenerArn").textValue()).isEqualTo(alb.listenerArn());
            assertThat(listed.path("loadBalancerArn").textValue()).isEqualTo(alb.arn());
            assertThat(listed.path("loadBalancerName").textValue()).isEqualTo("orders");
            assertThat(listed.path("port").intValue()).isEqualTo(80);
            assertThat(listed.path("protocol").textValue()).isEqualTo("HTTP");
            String address = listed.path("address").textValue();
            assertThat(address).matches("127\\.0\\.0\\.1:\\d+");

            assertThat(talk(address, "GET /a HTTP/1.1\r\nHost: open.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("orders GET /a", "host: open.example\n", "x-forwarded-port: 80\n")
                    .contains("x-forwarded-for: 127.0.0.1\n");
            assertThat(talk(address, "GET /a HTTP/1.1\r\nHost: closed.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 418")
                    .endsWith("closed");
            await().untilAsserted(
                            () -> assertThat(journal()).contains(alb.listenerArn(), "127.0.0.1:" + orders.port()));
        }
    }

    @Test
    void whatIsNoHttpGetsTheLoadBalancersOwnPages() throws Exception {
        steps.internalAlb("orders");
        String address = address("orders");

        assertThat(talk(address, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: b\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nDate: ")
                .contains("Content-Type: text/html\r\nContent-Length: 122\r\nConnection: close\r\n")
                .endsWith("<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n");
        assertThat(talk(address, "GET /" + "a".repeat(17 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414 Request-URI Too Large\r\n");
    }

    @Test
    void listenersComeAndGoWithTheirLoadBalancersAndStateThatIsImported() throws Exception {
        assertThat(listeners()).isEmpty();
        InternalAlb alb = steps.internalAlb("orders");
        String address = address("orders");
        String state = admin("state", Optional.empty()).body();
        // Where a connection was served the system gives the port to nobody else for a minute.
        talk(address, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        aws.loadBalancers.modifyListener(
                one -> one.listenerArn(alb.listenerArn()).port(81));
        assertThat(listeners().get(0).path("port").intValue()).isEqualTo(81);
        assertThat(address("orders")).isEqualTo(address);

        aws.loadBalancers.deleteLoadBalancer(one -> one.loadBalancerArn(alb.arn()));
        assertThat(listeners()).isEmpty();
        assertThatThrownBy(() -> talk(address, "")).isInstanceOf(ConnectException.class);

        assertThat(admin("state", Optional.of(state)).statusCode()).isBetween(200, 204);
        assertThat(talk(address("orders"), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 503 Service Temporarily Unavailable");
    }

    @Test
    void aTagFixesThePort() throws Exception {
        InternalAlb alb = steps.internalAlb("orders");
        int free = FreePort.any();
        tag(alb.listenerArn(), free);
        assertThat(address("orders")).isEqualTo("127.0.0.1:" + free);

        aws.loadBalancers.removeTags(one -> one.resourceArns(alb.listenerArn()).tagKeys("underpass:port"));
        assertThat(address("orders")).isNotEqualTo("127.0.0.1:" + free);

        tag(alb.arn(), free);
        assertThat(address("orders")).isEqualTo("127.0.0.1:" + free);
    }

    @Test
    void aPortThatIsTakenIsTriedAgain() throws Exception {
        InternalAlb alb = steps.internalAlb("orders");
        String before = address("orders");
        int port;
        try (ServerSocket taken = new ServerSocket(FreePort.any(), 1, java.net.InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            tag(alb.listenerArn(), port);
            assertThat(address("orders")).isEqualTo(before);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(address("orders")).isEqualTo("127.0.0.1:" + port));
    }

    @Test
    void aNetworkLoadBalancerPassesBytesOnToItsTargets() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            String nlb = networkLoadBalancer();
            String group = group("bytes", server.getLocalPort(), TargetTypeEnum.IP, "TCP");
            listen(nlb, group);
            aws.loadBalancers.registerTargets(
                    one -> one.targetGroupArn(group).targets(target -> target.id("127.0.0.1")));
            assertThat(listeners().get(0).path("protocol").textValue()).isEqualTo("TCP");
            Thread echo = new Thread(() -> echo(server));
            echo.setDaemon(true);
            echo.start();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(talk(address("wire"), "no http at all", true))
                            .isEqualTo("no http at all"));
            String labels = "\\{load_balancer=\"net/wire/\\w+\",target_group=\"\",protocol=\"TCP\"} ";
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(admin("metrics", Optional.empty()).body())
                                    .containsPattern("underpass_nlb_new_flow_total" + labels + "[1-9]")
                                    .containsPattern("underpass_nlb_active_flow" + labels + "0\n")
                                    .containsPattern("underpass_nlb_processed_bytes_total" + labels + "[1-9]\\d+\n")
                                    .containsPattern("underpass_nlb_healthy_hosts\\{[^}]+} 1\n"));
        }
    }

    @Test
    void aNetworkLoadBalancerLeadsToALoadBalancerOfApplications() throws Exception {
        try (ServiceInstance orders = ServiceInstance.start("orders")) {
            InternalAlb alb = steps.internalAlb("orders", orders);
            String group = group("front", 80, TargetTypeEnum.ALB, "HTTP");
            listen(networkLoadBalancer(), group);
            aws.loadBalancers.registerTargets(one -> one.targetGroupArn(group).targets(target -> target.id(alb.arn())));

            assertThat(talk(address("wire"), "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("orders GET /a", "x-forwarded-for: 127.0.0.1\n", "x-forwarded-port: 80\n");
        }
    }

    @Test
    void withoutTheFlagNothingIsOpen() throws Exception {
        try (RunningEmulator closed = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
                AwsClients clients = new AwsClients(closed.endpoint())) {
            new TutorialSteps(clients).internalAlb("orders");

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(closed.endpoint().resolve("/_underpass/listeners"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.createArrayNode());
        }
    }

    private void tag(String arn, int port) {
        aws.loadBalancers.addTags(one -> one.resourceArns(arn)
                .tags(Tag.builder()
                        .key("underpass:port")
                        .value(Integer.toString(port))
                        .build()));
    }

    private String networkLoadBalancer() {
        return aws.loadBalancers
                .createLoadBalancer(balancer -> balancer.name("wire")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .scheme(LoadBalancerSchemeEnum.INTERNAL)
                        .subnets("subnet-0a1b2c3d"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
    }

    private String group(String name, int port, TargetTypeEnum type, String checkedOver) {
        return aws.loadBalancers
                .createTargetGroup(group -> group.name(name)
                        .protocol(ProtocolEnum.TCP)
                        .port(port)
                        .vpcId("vpc-0a1b2c3d")
                        .targetType(type)
                        .healthCheckProtocol(checkedOver))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private void listen(String loadBalancer, String group) {
        aws.loadBalancers.createListener(listener -> listener.loadBalancerArn(loadBalancer)
                .protocol(ProtocolEnum.TCP)
                .port(9000)
                .defaultActions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(group)));
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                // A health check, or the end of the test.
            }
        }
    }

    private JsonNode listeners() throws Exception {
        return JSON.readTree(admin("listeners", Optional.empty()).body());
    }

    private String address(String loadBalancer) throws Exception {
        for (JsonNode listener : listeners()) {
            if (listener.path("loadBalancerName").textValue().equals(loadBalancer)) {
                return listener.path("address").textValue();
            }
        }
        throw new AssertionError("no open listener of " + loadBalancer);
    }

    private String journal() throws Exception {
        return admin("journal?limit=5", Optional.empty()).body();
    }

    private HttpResponse<String> admin(String path, Optional<String> put) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(emulator.endpoint().resolve("/_underpass/" + path));
        put.ifPresent(body -> request.PUT(HttpRequest.BodyPublishers.ofString(body)));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends {@code text} and returns all that comes back until the other side closes. */
    private static String talk(String address, String text) throws IOException {
        return talk(address, text, false);
    }

    private static String talk(String address, String text, boolean end) throws IOException {
        URI uri = URI.create("tcp://" + address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            if (end) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
