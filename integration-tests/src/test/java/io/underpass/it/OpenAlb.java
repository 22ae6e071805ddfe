package io.underpass.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An internal load balancer of an emulator whose listeners are open: every listener is reached on a port of its own,
 * whatever the Host field.
 *
 * <p>Threads: confined to one test class.
 */
final class OpenAlb {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicInteger PORTS = new AtomicInteger(1000);

    private final ElbCalls elb;
    private final ControlCalls calls;
    private final String created;

    OpenAlb(URI endpoint, String name) {
        elb = new ElbCalls(endpoint);
        calls = new ControlCalls(endpoint);
        created = elb.call(
                "CreateLoadBalancer",
                "Name=" + name,
                "Scheme=internal",
                "Subnets.1=subnet-0a1b2c3d",
                "Subnets.2=subnet-4e5f6a7b");
    }

    String arn() {
        return ElbCalls.value(created, "LoadBalancerArn");
    }

    String vpcId() {
        return ElbCalls.value(created, "VpcId");
    }

    /** Sets an attribute of the load balancer. */
    void attribute(String key, String value) {
        elb.call(
                "ModifyLoadBalancerAttributes",
                "LoadBalancerArn=" + arn(),
                "Attributes.1.Key=" + key,
                "Attributes.1.Value=" + value);
    }

    /** A group of HTTP targets on this machine, at these ports; its ARN. Where parameters are given twice, the later count. */
    String group(String name, List<Integer> ports, String... parameters) {
        String arn = ElbCalls.value(
                elb.call(
                        "CreateTargetGroup",
                        with(
                                parameters,
                                "Name=" + name,
                                "Protocol=HTTP",
                                "Port=8080",
                                "VpcId=" + vpcId(),
                                "TargetType=ip",
                                "HealthCheckIntervalSeconds=5",
                                "HealthCheckTimeoutSeconds=2")),
                "TargetGroupArn");
        ports.forEach(port -> register(arn, port));
        return arn;
    }

    void register(String groupArn, int port) {
        elb.call("RegisterTargets", "TargetGroupArn=" + groupArn, "Targets.1.Id=127.0.0.1", "Targets.1.Port=" + port);
    }

    void awaitHealthy(String groupArn, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        ElbCalls.values(elb.call("DescribeTargetHealth", "TargetGroupArn=" + groupArn), "State")
                                        .stream()
                                        .filter("healthy"::equals)
                                        .count()
                                == count);
    }

    /** An HTTP listener on a port that no other has. It answers {@code default} unless parameters name another action. */
    OpenDoor listen(String... parameters) {
        return listenOn(PORTS.incrementAndGet(), parameters);
    }

    OpenDoor listenOn(int port, String... parameters) {
        String[] all = Stream.of(parameters).anyMatch(parameter -> parameter.startsWith("DefaultActions."))
                ? parameters
                : with(
                        parameters,
                        "DefaultActions.1.Type=fixed-response",
                        "DefaultActions.1.FixedResponseConfig.StatusCode=200",
                        "DefaultActions.1.FixedResponseConfig.MessageBody=default");
        String arn = ElbCalls.value(
                elb.call("CreateListener", with(all, "LoadBalancerArn=" + arn(), "Protocol=HTTP", "Port=" + port)),
                "ListenerArn");
        Optional<InetSocketAddress> door = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> door(arn), Optional::isPresent);
        return new OpenDoor(elb, arn, door.orElseThrow());
    }

    /** Where the listener of this ARN is open. */
    private Optional<InetSocketAddress> door(String listenerArn) {
        for (JsonNode listener : calls.call("GET /_underpass/listeners")) {
            if (listener.path("listenerArn").asText().equals(listenerArn)) {
                URI uri = URI.create("tcp://" + listener.path("address").asText());
                return Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
            }
        }
        return Optional.empty();
    }

    /** Imports a certificate for these names that an authority of the test's has signed; its ARN. */
    String certificate(TestTls tls, String... names) {
        String certificate;
        try {
            certificate = base64(Pem.of(List.of(tls.certificate(names))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        TestClient.Response answer = TestClient.request(
                calls.address(),
                "POST",
                "/",
                "{\"Certificate\":\"" + certificate + "\",\"PrivateKey\":\""
                        + base64(Pem.of(tls.keys().getPrivate())) + "\"}",
                "X-Amz-Target: CertificateManager.ImportCertificate",
                "Content-Type: application/x-amz-json-1.1",
                "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request,"
                        + " SignedHeaders=host, Signature=0");
        return ControlCalls.tree(answer).path("CertificateArn").asText();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code parameters}, and of {@code others} those whose names are not among them. */
    private static String[] with(String[] parameters, String... others) {
        List<String> names = Arrays.stream(parameters).map(OpenAlb::name).toList();
        return Stream.concat(Stream.of(parameters), Stream.of(others).filter(other -> !names.contains(name(other))))
                .toArray(String[]::new);
    }

    private static String name(String parameter) {
        return parameter.substring(0, parameter.indexOf('='));
    }
}
