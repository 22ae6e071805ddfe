package io.underpass.it;

import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * An internet-facing load balancer, made with AWS's SDK and reached by its DNS name.
 *
 * <p>Threads: confined to one test.
 */
final class PublicAlb {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final InetSocketAddress edge;
    private final ElasticLoadBalancingV2Client aws;
    private final LoadBalancer made;

    PublicAlb(URI endpoint, ElasticLoadBalancingV2Client aws, String name) {
        this.edge = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
        this.aws = aws;
        this.made = aws.createLoadBalancer(balancer -> balancer.name(name)
                        .scheme(LoadBalancerSchemeEnum.INTERNET_FACING)
                        .subnets("subnet-0a1b2c3d", "subnet-4e5f6a7b"))
                .loadBalancers()
                .get(0);
    }

    /** A target group with these targets; its ARN. */
    String group(String name, TestOrigin... targets) {
        String arn = aws.createTargetGroup(group -> group.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(made.vpcId())
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckIntervalSeconds(5)
                        .healthCheckTimeoutSeconds(2)
                        .unhealthyThresholdCount(2)
                        .healthyThresholdCount(2))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        if (targets.length > 0) {
            aws.registerTargets(group -> group.targetGroupArn(arn)
                    .targets(Stream.of(targets)
                            .map(target -> TargetDescription.builder()
                                    .id("127.0.0.1")
                                    .port(target.port())
                                    .build())
                            .toList()));
        }
        return arn;
    }

    /** A listener that forwards to {@code groupArn}; its ARN. */
    String listen(int port, String groupArn) {
        return aws.createListener(listener -> listener.loadBalancerArn(made.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(port)
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(groupArn)))
                .listeners()
                .get(0)
                .listenerArn();
    }

    void attribute(String key, String value) {
        aws.modifyLoadBalancerAttributes(balancer -> balancer.loadBalancerArn(made.loadBalancerArn())
                .attributes(
                        LoadBalancerAttribute.builder().key(key).value(value).build()));
    }

    void groupAttributes(String groupArn, Map<String, String> attributes) {
        aws.modifyTargetGroupAttributes(group -> group.targetGroupArn(groupArn)
                .attributes(attributes.entrySet().stream()
                        .map(attribute -> TargetGroupAttribute.builder()
                                .key(attribute.getKey())
                                .value(attribute.getValue())
                                .build())
                        .toList()));
    }

    void awaitHealthy(String groupArn, int count) {
        await().atMost(PATIENCE).until(() -> healthy(groupArn) == count);
    }

    /** How many targets of the group are healthy. */
    long healthy(String groupArn) {
        return aws.describeTargetHealth(group -> group.targetGroupArn(groupArn)).targetHealthDescriptions().stream()
                .filter(target -> target.targetHealth().stateAsString().equals("healthy"))
                .count();
    }

    /** Sends a GET to the listener on {@code port}. */
    TestClient.Response get(int port, String target, String... headers) {
        return send("GET", port, target, headers);
    }

    TestClient.Response send(String method, int port, String target, String... headers) {
        String[] withHost = Stream.concat(
                        Stream.of("Host: " + made.dnsName() + (port == 80 ? "" : ":" + port)), Stream.of(headers))
                .toArray(String[]::new);
        return TestClient.request(edge, method, target, "", withHost);
    }
}
