package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** HTTPS listeners with certificates of the certificate manager: through a link, and by TLS at the edge port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureListenerTest {

    private static final TestTls OWN = TestTls.create();
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private RunningEmulator emulator;
    private AwsClients clients;
    private ControlCalls aws;
    private String linkId;
    private InternalAlb alb;
    private LoadBalancer open;
    private String openListener;
    private final ServiceInstance orders = ServiceInstance.start("orders");

    @BeforeAll
    void build(@TempDir Path directory) throws Exception {
        Path bucket = Files.createDirectories(directory.resolve("bundles"));
        Files.writeString(
                bucket.resolve("ca.pem"), Pem.of(List.of(OWN.authority().certificate())));
        emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO)
                .tls(new TlsSettings(Optional.empty(), Optional.of(directory), Optional.empty())));
        clients = new AwsClients(emulator.endpoint());
        aws = new ControlCalls(emulator.endpoint());
        TutorialSteps steps = new TutorialSteps(clients);
        linkId = steps.vpcLink("edge");
        alb = steps.internalAlb("secure", orders);
        listen(alb.arn(), 443, acm("RequestCertificate", "{`DomainName`:`orders.example.com`}"));
        listen(alb.arn(), 8443, imported("self.example.com"));
        open = clients.loadBalancers
                .createLoadBalancer(balancer -> balancer.name("open")
                        .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                        .subnets("subnet-0a1b2c3d", "subnet-1a1b2c3d"))
                .loadBalancers()
                .get(0);
        openListener = clients.loadBalancers
                .createListener(listener -> listener.loadBalancerArn(open.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTPS)
                        .port(443)
                        .sslPolicy(POLICY)
                        .certificates(certificate -> certificate.certificateArn(imported(open.dnsName())))
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(group(steps))))
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** A group of its own: one belongs to one load balancer. */
    private String group(TutorialSteps steps) {
        InternalAlb holder = steps.internalAlb("holder", orders);
        clients.loadBalancers.deleteLoadBalancer(balancer -> balancer.loadBalancerArn(holder.arn()));
        return holder.targetGroupArn();
    }

    @AfterAll
    void stop() {
        clients.close();
        emulator.close();
        orders.close();
    }

    private String listen(String loadBalancerArn, int port, String certificateArn) {
        return clients.loadBalancers
                .createListener(listener -> listener.loadBalancerArn(loadBalancerArn)
                        .protocol(ProtocolEnum.HTTPS)
                        .port(port)
                        .sslPolicy(POLICY)
                        .certificates(certificate -> certificate.certificateArn(certificateArn))
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(alb.targetGroupArn())))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The ARN of a certificate that an authority of the test's has signed. */
    private String imported(String name) {
        try {
            return acm(
                    "ImportCertificate",
                    "{`Certificate`:`" + base64(Pem.of(List.of(OWN.certificate(name)))) + "`,`PrivateKey`:`"
                            + base64(Pem.of(OWN.keys().getPrivate())) + "`,`CertificateChain`:`"
                            + base64(Pem.of(List.of(OWN.authority().certificate()))) + "`}");
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String acm(String operation, String json) {
        TestClient.Response answer = acmAnswer(operation, json);
        assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
        return ControlCalls.tree(answer).path("CertificateArn").asText();
    }

    private TestClient.Response acmAnswer(String operation, String json) {
        return TestClient.request(
                aws.address(),
                "POST",
                "/",
                json.replace('`', '"'),
                "X-Amz-Target: CertificateManager." + operation,
                "Content-Type: application/x-amz-json-1.1",
                "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request,"
                        + " SignedHeaders=host, Signature=0");
    }

    private TestClient.Response call(String uri, boolean skipped) {
        String way = ",`connectionType`:`VPC_LINK`,`connectionId`:`" + linkId + "`,`integrationTarget`:`" + alb.arn()
                + "`" + (skipped ? ",`tlsConfig`:{`insecureSkipVerification`:true}" : "");
        return new ApiDraft(aws).proxy("/x", "GET", uri, way).deploy().get("/dev/x");
    }

    @Test
    @DisplayName("A certificate that was requested is believed")
    void aRequestedCertificate() {
        TestClient.Response answer = call("https://orders.example.com/x", false);
        assertThat(answer.bodyText())
                .startsWith("orders GET /x\n")
                .contains("x-forwarded-proto: https\n", "x-forwarded-port: 443\n", "host: orders.example.com\n");
    }

    @Test
    @Conformance({"V15", "V16"})
    @DisplayName("V15 V16 The certificate of a listener is for another host")
    void anotherHost() {
        for (boolean skipped : new boolean[] {false, true}) {
            assertError(
                    call("https://other.example.com/x", skipped),
                    500,
                    "InternalServerErrorException",
                    "{\"message\": \"Internal server error\"}");
        }
    }

    @Test
    @Conformance("V17")
    @DisplayName("V17 A certificate of an unknown authority will do where verification is skipped")
    void anUnknownAuthority() {
        assertThat(call("https://self.example.com:8443/x", true).bodyText()).startsWith("orders GET /x\n");
        assertError(
                call("https://self.example.com:8443/x", false),
                504,
                "InternalServerErrorException",
                "{\"message\": \"Network error communicating with endpoint\"}");
    }

    @Test
    @DisplayName("Targets are told version and cipher where the load balancer is asked to")
    void versionAndCipher() throws Exception {
        clients.loadBalancers.modifyLoadBalancerAttributes(change -> change.loadBalancerArn(alb.arn())
                .attributes(attribute -> attribute
                        .key("routing.http.x_amzn_tls_version_and_cipher_suite.enabled")
                        .value("true")));
        assertThat(call("https://orders.example.com/x", false).bodyText())
                .contains("x-amzn-tls-version: TLSv1.3\n", "x-amzn-tls-cipher-suite: TLS_AES_128_GCM_SHA256\n");
    }

    private String atTheEdge(SSLContext client) throws IOException {
        try (SSLSocket socket = TestTls.connect(client, aws.address(), open.dnsName());
                TestClient connection = TestClient.over(socket)) {
            return connection
                    .send("GET", "/y", "", "Host: " + open.dnsName(), "X-Amzn-Mtls-Clientcert: mine")
                    .read()
                    .bodyText();
        }
    }

    @Test
    @Conformance("ALB-H28")
    @DisplayName("ALB-H28 Clients are verified, and targets told who they are")
    void mutualTls() throws Exception {
        assertThat(atTheEdge(OWN.client()))
                .startsWith("orders GET /y\n")
                .contains("x-forwarded-proto: https\n", "x-amzn-mtls-clientcert: mine\n");
        mutual(authentication -> authentication.mode("passthrough"));
        X509Certificate alice = OWN.clientCertificate("alice");
        assertThat(atTheEdge(OWN.client(alice)))
                .contains("x-amzn-mtls-clientcert: -----BEGIN%20CERTIFICATE-----%0A")
                .doesNotContain("mine");
        assertThat(atTheEdge(OWN.client())).doesNotContain("x-amzn-mtls-");
        String store = clients.loadBalancers
                .createTrustStore(trust -> trust.name("clients")
                        .caCertificatesBundleS3Bucket("bundles")
                        .caCertificatesBundleS3Key("ca.pem"))
                .trustStores()
                .get(0)
                .trustStoreArn();
        mutual(authentication -> authentication.mode("verify").trustStoreArn(store));
        assertThat(atTheEdge(OWN.client(alice)))
                .contains(
                        "x-amzn-mtls-clientcert-serial-number: "
                                + alice.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT) + "\n",
                        "x-amzn-mtls-clientcert-subject: CN=alice,O=Underpass\n",
                        "x-amzn-mtls-clientcert-issuer: CN=Test CA",
                        "x-amzn-mtls-clientcert-validity: NotBefore=",
                        "x-amzn-mtls-clientcert-leaf: -----BEGIN%20CERTIFICATE-----%0A")
                .doesNotContain("x-amzn-mtls-clientcert: ");
        assertThatThrownBy(() -> atTheEdge(OWN.client())).isInstanceOf(Exception.class);
        mutual(authentication -> authentication.mode("off"));
    }

    private void mutual(java.util.function.Consumer<MutualAuthenticationAttributes.Builder> settings) {
        clients.loadBalancers.modifyListener(
                change -> change.listenerArn(openListener).mutualAuthentication(settings));
    }

    @Test
    @DisplayName("A certificate in use is described with its user and cannot be deleted")
    void aCertificateInUse() {
        String arn = clients.loadBalancers
                .describeListeners(listeners -> listeners.listenerArns(openListener))
                .listeners()
                .get(0)
                .certificates()
                .get(0)
                .certificateArn();
        JsonNode described = ControlCalls.tree(acmAnswer("DescribeCertificate", "{`CertificateArn`:`" + arn + "`}"))
                .path("Certificate");
        assertThat(described.path("InUseBy").get(0).asText()).isEqualTo(open.loadBalancerArn());
        assertThat(described.path("Status").asText()).isEqualTo("ISSUED");
        assertThat(described.path("DomainName").asText()).isEqualTo(open.dnsName());
        assertThat(acmAnswer("DeleteCertificate", "{`CertificateArn`:`" + arn + "`}")
                        .bodyText())
                .contains("\"__type\":\"ResourceInUseException\"");
        assertThat(acmAnswer("ExportCertificate", "{}").status()).isEqualTo(501);
    }
}
