package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FreePort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.WholeResponse;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigateway.model.VpcLinkStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * TLS and network load balancers: it ends at their listeners, begins anew towards targets, or is passed on to those; seen
 * through links of both versions and through the debug door.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureNetworkListenerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final TestTls OWN = TestTls.create();
    private static final String NAME = "orders.example.com";
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private final EventLoops loops = EventLoops.of(1);
    private final ServiceInstance orders = ServiceInstance.start("orders");
    private HttpListener secureOrders;
    private RunningEmulator emulator;
    private AwsClients clients;
    private ControlCalls aws;
    private String certificate;
    private InternalAlb alb;
    private String nlb;
    private String linkV1;
    private String linkV2;
    private String ended;
    private String anew;
    private String secureGroup;

    @BeforeAll
    void build(@TempDir Path directory) throws Exception {
        Path authorities = Files.writeString(
                directory.resolve("ca.pem"), Pem.of(List.of(OWN.authority().certificate())));
        emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO)
                .openListeners(true)
                .tls(new TlsSettings(Optional.empty(), Optional.empty(), Optional.of(authorities))));
        clients = new AwsClients(emulator.endpoint());
        aws = new ControlCalls(emulator.endpoint());
        certificate = imported(NAME);
        secureOrders = HttpListener.bind(
                loops,
                new InetSocketAddress("127.0.0.1", 0),
                exchange -> WholeResponse.of(
                                HttpResponseStatus.OK,
                                "text/plain",
                                exchange.peer().secure() ? "secure orders" : "orders")
                        .sendTo(exchange),
                (exchange, completion) -> {},
                ListenerSettings.defaults().withIdentities(OWN.anyName()));
        TutorialSteps steps = new TutorialSteps(clients);
        alb = steps.internalAlb("shop", orders);
        listen(alb.arn(), ProtocolEnum.HTTPS, 443, alb.targetGroupArn());
        nlb = clients.loadBalancers
                .createLoadBalancer(balancer -> balancer.name("wire")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .scheme(LoadBalancerSchemeEnum.INTERNAL)
                        .subnets("subnet-0a1b2c3d"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        ended = listen(nlb, ProtocolEnum.TLS, 443, group("plain", ProtocolEnum.TCP, orders.port()));
        secureGroup = group("tls", ProtocolEnum.TLS, secureOrders.address().getPort());
        anew = listen(nlb, ProtocolEnum.TLS, 8443, secureGroup);
        listen(
                nlb,
                ProtocolEnum.TCP,
                9443,
                group("through", ProtocolEnum.TCP, secureOrders.address().getPort()));
        listen(nlb, ProtocolEnum.TCP, 1444, front());
        linkV1 = clients.apis
                .createVpcLink(one -> one.name("v1").targetArns(nlb))
                .id();
        await().atMost(PATIENCE)
                .until(() ->
                        clients.apis.getVpcLink(one -> one.vpcLinkId(linkV1)).status() == VpcLinkStatus.AVAILABLE);
        linkV2 = steps.vpcLink("v2");
    }

    @AfterAll
    void stop() {
        clients.close();
        emulator.close();
        secureOrders.close();
        loops.close();
        orders.close();
    }

    @Test
    void tlsEndsAtTheListener() throws Exception {
        for (String link : List.of(linkV1, linkV2)) {
            assertThat(call(link, "https://" + NAME + "/x").bodyText())
                    .startsWith("orders GET /x\n")
                    .contains("host: " + NAME + "\n");
        }
        assertThat(throughTheDoor(443)).contains("HTTP/1.1 200 OK", "orders GET /x\n");
    }

    @Test
    void theNameInTheUriMustBeTheCertificates() {
        assertThat(call(linkV1, "https://other.example.com/x").status()).isEqualTo(500);
        assertThat(call(linkV2, "http://" + NAME + ":443/x").status())
                .as("plain text where TLS is spoken")
                .isEqualTo(503);
    }

    @Test
    void tlsBeginsAnewTowardsTargetsOfTls() throws Exception {
        assertThat(call(linkV1, "https://" + NAME + ":8443/x").bodyText()).isEqualTo("secure orders");
        assertThat(throughTheDoor(8443)).endsWith("secure orders");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(clients.loadBalancers
                                .describeTargetHealth(one -> one.targetGroupArn(secureGroup))
                                .targetHealthDescriptions()
                                .get(0)
                                .targetHealth()
                                .stateAsString())
                        .as("checked over HTTPS")
                        .isEqualTo("healthy"));
    }

    @Test
    void whatIsSpokenInsideTlsIsAgreedOnByTheListenersPolicy() throws Exception {
        for (String[] each : new String[][] {
            {"HTTP2Preferred", "h2"}, {"HTTP2Optional", "http/1.1"}, {"HTTP2Only", "h2"}, {"None", ""}
        }) {
            clients.loadBalancers.modifyListener(one -> one.listenerArn(anew).alpnPolicy(each[0]));
            try (SSLSocket socket = TestTls.connect(OWN.client(), door(nlb, 8443), NAME, "h2", "http/1.1")) {
                assertThat(socket.getApplicationProtocol()).as(each[0]).isEqualTo(each[1]);
            }
        }
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheTarget() throws Exception {
        for (String link : List.of(linkV1, linkV2)) {
            assertThat(call(link, "https://" + NAME + ":9443/x").bodyText()).isEqualTo("secure orders");
        }
        assertThat(throughTheDoor(9443)).endsWith("secure orders");
    }

    @Test
    void tlsThroughATcpListenerEndsWithTheLoadBalancerOfApplicationsBehindIt() throws Exception {
        assertThat(call(linkV1, "https://" + NAME + ":1444/x").bodyText())
                .startsWith("orders GET /x\n")
                .contains("x-forwarded-proto: https\n", "x-forwarded-port: 443\n");
        assertThat(call(linkV1, "https://other.example.com:1444/x").status()).isEqualTo(500);
        assertThat(throughTheDoor(1444)).contains("orders GET /x\n", "x-forwarded-proto: https\n");
    }

    @Test
    void aListenerMayChangeWhatItSpeaksWhileItsDoorStaysOpen() throws Exception {
        int free = FreePort.any();
        clients.loadBalancers.addTags(one -> one.resourceArns(alb.listenerArn(), ended)
                .tags(tag -> tag.key("underpass:port").value("0")));
        clients.loadBalancers.addTags(one -> one.resourceArns(alb.listenerArn())
                .tags(tag -> tag.key("underpass:port").value(Integer.toString(free))));
        assertThat(plainly(door(alb.arn(), 80))).contains("x-forwarded-proto: http\n");

        clients.loadBalancers.modifyListener(one -> one.listenerArn(alb.listenerArn())
                .protocol(ProtocolEnum.HTTPS)
                .sslPolicy(POLICY)
                .certificates(Certificate.builder().certificateArn(certificate).build()));
        assertThat(door(alb.arn(), 80).getPort()).isEqualTo(free);
        assertThat(securely(door(alb.arn(), 80))).contains("x-forwarded-proto: https\n");
        assertThat(plainly(door(alb.arn(), 80))).startsWith("HTTP/1.1 400");

        clients.loadBalancers.modifyListener(
                one -> one.listenerArn(alb.listenerArn()).protocol(ProtocolEnum.HTTP));
        assertThat(plainly(door(alb.arn(), 80))).contains("x-forwarded-proto: http\n");

        InetSocketAddress before = door(nlb, 443);
        clients.loadBalancers.modifyListener(one -> one.listenerArn(ended).protocol(ProtocolEnum.TCP));
        assertThat(door(nlb, 443)).isEqualTo(before);
        assertThat(plainly(before)).contains("orders GET /x\n");
        clients.loadBalancers.modifyListener(one -> one.listenerArn(ended)
                .protocol(ProtocolEnum.TLS)
                .sslPolicy(POLICY)
                .certificates(Certificate.builder().certificateArn(certificate).build()));
        assertThat(securely(before)).contains("orders GET /x\n");
    }

    @Test
    void aConnectionSaysWhoseItIsAndEndsWithItsTarget() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String group = group("cut", ProtocolEnum.TCP, server.getLocalPort());
            for (String[] set : new String[][] {
                {"proxy_protocol_v2.enabled", "true"},
                {"deregistration_delay.connection_termination.enabled", "true"},
                {"deregistration_delay.timeout_seconds", "0"}
            }) {
                clients.loadBalancers.modifyTargetGroupAttributes(change -> change.targetGroupArn(group)
                        .attributes(attribute -> attribute.key(set[0]).value(set[1])));
            }
            listen(nlb, ProtocolEnum.TCP, 2000, group);
            InetSocketAddress door = door(nlb, 2000);
            try (Socket near = new Socket(door.getAddress(), door.getPort());
                    Socket far = ofAClient(server)) {
                near.setSoTimeout(30_000);
                far.getOutputStream().write(7);
                assertThat(near.getInputStream().read()).isEqualTo(7);

                clients.loadBalancers.deregisterTargets(
                        change -> change.targetGroupArn(group).targets(target -> target.id("127.0.0.1")));

                assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    /** The first connection that is not a check of the load balancer's own, past its header. */
    private static Socket ofAClient(ServerSocket server) throws IOException {
        while (true) {
            Socket accepted = server.accept();
            byte[] header = accepted.getInputStream().readNBytes(16);
            if (header.length == 16 && header[12] == 0x21) {
                accepted.getInputStream().readNBytes(header[15]);
                return accepted;
            }
            accepted.close();
        }
    }

    @Test
    void oneThatFacesTheInternetEndsTlsAtTheEdgePort() throws Exception {
        LoadBalancer open = clients.loadBalancers
                .createLoadBalancer(balancer ->
                        balancer.name("open").type(LoadBalancerTypeEnum.NETWORK).subnets("subnet-0a1b2c3d"))
                .loadBalancers()
                .get(0);
        String own = imported(open.dnsName());
        String group = group("open", ProtocolEnum.TCP, orders.port());
        clients.loadBalancers.createListener(listener -> listener.loadBalancerArn(open.loadBalancerArn())
                .protocol(ProtocolEnum.TLS)
                .port(443)
                .certificates(Certificate.builder().certificateArn(own).build())
                .defaultActions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(group)));

        try (SSLSocket socket = TestTls.connect(OWN.client(), aws.address(), open.dnsName());
                TestClient connection = TestClient.over(socket)) {
            assertThat(connection
                            .send("GET", "/y", "", "Host: " + open.dnsName())
                            .read()
                            .bodyText())
                    .startsWith("orders GET /y\n");
        }
    }

    private String throughTheDoor(int port) throws Exception {
        return securely(door(nlb, port));
    }

    private static String securely(InetSocketAddress address) throws IOException {
        try (SSLSocket socket = TestTls.connect(OWN.client(), address, NAME)) {
            socket.getOutputStream().write(request());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String plainly(InetSocketAddress address) {
        try (TestClient client = TestClient.connect(address)) {
            TestClient.Response answer = client.send(new String(request(), StandardCharsets.US_ASCII))
                    .read();
            return "HTTP/1.1 " + answer.status() + "\n" + answer.bodyText();
        }
    }

    private static byte[] request() {
        return ("GET /x HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private InetSocketAddress door(String loadBalancerArn, int port) throws Exception {
        for (JsonNode listener : aws.call("GET /_underpass/listeners")) {
            if (listener.path("loadBalancerArn").asText().equals(loadBalancerArn)
                    && listener.path("port").intValue() == port) {
                String address = listener.path("address").asText();
                return new InetSocketAddress(
                        "127.0.0.1", Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            }
        }
        throw new AssertionError("no open listener of " + loadBalancerArn + " on port " + port);
    }

    private TestClient.Response call(String link, String uri) {
        String target = link.equals(linkV2) ? ",`integrationTarget`:`" + nlb + "`" : "";
        return new ApiDraft(aws)
                .proxy("/x", "GET", uri, ",`connectionType`:`VPC_LINK`,`connectionId`:`" + link + "`" + target)
                .deploy()
                .get("/dev/x");
    }

    private String front() {
        String group = clients.loadBalancers
                .createTargetGroup(one -> one.name("front")
                        .protocol(ProtocolEnum.TCP)
                        .port(443)
                        .vpcId("vpc-0a1b2c3d")
                        .targetType(TargetTypeEnum.ALB)
                        .healthCheckProtocol(ProtocolEnum.HTTPS))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        clients.loadBalancers.registerTargets(one -> one.targetGroupArn(group).targets(target -> target.id(alb.arn())));
        return group;
    }

    private String group(String name, ProtocolEnum protocol, int port) {
        String group = clients.loadBalancers
                .createTargetGroup(one -> one.name(name)
                        .protocol(protocol)
                        .port(port)
                        .vpcId("vpc-0a1b2c3d")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckProtocol(protocol == ProtocolEnum.TLS ? ProtocolEnum.HTTPS : ProtocolEnum.TCP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        clients.loadBalancers.registerTargets(
                one -> one.targetGroupArn(group).targets(target -> target.id("127.0.0.1")));
        return group;
    }

    private String listen(String loadBalancerArn, ProtocolEnum protocol, int port, String group) {
        return clients.loadBalancers
                .createListener(listener -> {
                    listener.loadBalancerArn(loadBalancerArn)
                            .protocol(protocol)
                            .port(port)
                            .defaultActions(action ->
                                    action.type(ActionTypeEnum.FORWARD).targetGroupArn(group));
                    if (protocol != ProtocolEnum.TCP) {
                        listener.sslPolicy(POLICY)
                                .certificates(Certificate.builder()
                                        .certificateArn(certificate)
                                        .build());
                    }
                })
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** The ARN of a certificate that an authority of the test's has signed. */
    private String imported(String name) throws Exception {
        String json = "{`Certificate`:`" + base64(Pem.of(List.of(OWN.certificate(name)))) + "`,`PrivateKey`:`"
                + base64(Pem.of(OWN.keys().getPrivate())) + "`,`CertificateChain`:`"
                + base64(Pem.of(List.of(OWN.authority().certificate()))) + "`}";
        TestClient.Response answer = TestClient.request(
                aws.address(),
                "POST",
                "/",
                json.replace('`', '"'),
                "X-Amz-Target: CertificateManager.ImportCertificate",
                "Content-Type: application/x-amz-json-1.1",
                "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request,"
                        + " SignedHeaders=host, Signature=0");
        return ControlCalls.tree(answer).path("CertificateArn").asText();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
