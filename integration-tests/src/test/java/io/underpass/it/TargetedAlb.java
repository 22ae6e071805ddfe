package io.underpass.it;

import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * A load balancer that faces the internet, so that clients reach it at the edge by its name. Every target group has a rule
 * of its own, for the path that begins with the group's name.
 *
 * <p>Threads: safe.
 */
final class TargetedAlb {

    /** Of the emulator's time; a check takes its time by the machine's, and may be slow. */
    static final Duration CHECK_INTERVAL = Duration.ofSeconds(130);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ElasticLoadBalancingV2Client elb;
    private final URI endpoint;
    private final LoadBalancer created;
    private final String listenerArn;
    private final AtomicInteger groups = new AtomicInteger();

    TargetedAlb(AwsClients aws, URI endpoint, String name) {
        this.elb = aws.loadBalancers;
        this.endpoint = endpoint;
        created = elb.createLoadBalancer(balancer -> balancer.name(name).subnets("subnet-0a1b2c3d", "subnet-4e5f6a7b"))
                .loadBalancers()
                .get(0);
        listenerArn = elb.createListener(listener -> listener.loadBalancerArn(created.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(action -> action.type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(fixed -> fixed.statusCode("404"))))
                .listeners()
                .get(0)
                .listenerArn();
        await().atMost(PATIENCE)
                .until(() -> elb.describeLoadBalancers(all -> all.loadBalancerArns(created.loadBalancerArn()))
                        .loadBalancers()
                        .get(0)
                        .state()
                        .code()
                        .equals(LoadBalancerStateEnum.ACTIVE));
    }

    /** The zones that it is in. */
    List<String> zones() {
        return created.availabilityZones().stream().map(zone -> zone.zoneName()).toList();
    }

    /** A group of addresses on this machine, checked at once and every {@link #CHECK_INTERVAL}, that is in use. */
    String group(String name, UnaryOperator<CreateTargetGroupRequest.Builder> settings, TargetDescription... targets) {
        String arn = elb.createTargetGroup(settings.apply(CreateTargetGroupRequest.builder()
                                .name(name)
                                .protocol(ProtocolEnum.HTTP)
                                .port(8080)
                                .vpcId(created.vpcId())
                                .targetType(TargetTypeEnum.IP)
                                .healthCheckPath("/health?deep=1")
                                .healthCheckIntervalSeconds((int) CHECK_INTERVAL.toSeconds())
                                .healthCheckTimeoutSeconds(120)
                                .unhealthyThresholdCount(2))
                        .build())
                .targetGroups()
                .get(0)
                .targetGroupArn();
        register(arn, targets);
        use(name, arn);
        return arn;
    }

    /** A group of one Lambda function that is in use. */
    String function(String name, String functionArn) {
        String arn = elb.createTargetGroup(group -> group.name(name).targetType(TargetTypeEnum.LAMBDA))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        register(arn, TargetDescription.builder().id(functionArn).build());
        use(name, arn);
        return arn;
    }

    private void use(String name, String arn) {
        int priority = groups.incrementAndGet();
        elb.createRule(rule -> rule.listenerArn(listenerArn)
                .priority(priority)
                .conditions(path -> path.field("path-pattern").values("/" + name + "*"))
                .actions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(arn)));
    }

    void register(String groupArn, TargetDescription... targets) {
        if (targets.length > 0) {
            elb.registerTargets(group -> group.targetGroupArn(groupArn).targets(targets));
        }
    }

    void deregister(String groupArn, TargetDescription... targets) {
        elb.deregisterTargets(group -> group.targetGroupArn(groupArn).targets(targets));
    }

    void attributes(String groupArn, Map<String, String> attributes) {
        elb.modifyTargetGroupAttributes(group -> group.targetGroupArn(groupArn)
                .attributes(attributes.entrySet().stream()
                        .map(entry -> TargetGroupAttribute.builder()
                                .key(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList()));
    }

    static TargetDescription at(int port) {
        return TargetDescription.builder().id("127.0.0.1").port(port).build();
    }

    /** The health of a target. */
    TargetHealth health(String groupArn, TargetDescription target) {
        return elb.describeTargetHealth(group -> group.targetGroupArn(groupArn).targets(target))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
    }

    void awaitState(String groupArn, int port, String state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> health(groupArn, at(port)).stateAsString().equals(state));
    }

    /** What a client gets that asks for {@code target}. */
    TestClient.Response request(String method, String target, String body, String... headers) {
        try (TestClient client = client()) {
            return client.timeout(30_000)
                    .send(method, target, body, withHost(headers))
                    .read(method.equals("HEAD"));
        }
    }

    TestClient.Response get(String target) {
        return request("GET", target, "");
    }

    /** The statuses of so many requests. */
    List<Integer> statuses(String target, int count) {
        return IntStream.range(0, count).mapToObj(i -> get(target).status()).toList();
    }

    TestClient client() {
        return TestClient.connect(new InetSocketAddress("127.0.0.1", endpoint.getPort()));
    }

    String[] withHost(String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = "Host: " + created.dnsName();
        System.arraycopy(headers, 0, all, 1, headers.length);
        return all;
    }
}
