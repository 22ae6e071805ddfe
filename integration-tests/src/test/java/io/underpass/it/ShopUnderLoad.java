package io.underpass.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.wire.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * An internal load balancer that is reached through an API and by the debug door, and what is changed about it.
 *
 * <p>Threads: safe.
 */
final class ShopUnderLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final AwsClients aws;
    private final InetSocketAddress edge;
    private final InternalAlb alb;
    private final String api;

    ShopUnderLoad(URI endpoint) {
        aws = new AwsClients(endpoint);
        edge = new InetSocketAddress("127.0.0.1", endpoint.getPort());
        TutorialSteps steps = new TutorialSteps(aws);
        alb = steps.internalAlb("shop");
        api = steps.publishedApi("shop", steps.vpcLink("shop"), alb, "http://shop.internal/{proxy}");
        drainFor(alb.targetGroupArn(), 6);
    }

    private void drainFor(String groupArn, int seconds) {
        aws.loadBalancers.modifyTargetGroupAttributes(change -> change.targetGroupArn(groupArn)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(Integer.toString(seconds))
                        .build()));
    }

    /** The ARN of the group that the listener forwards to unless a rule says otherwise. */
    String usual() {
        return alb.targetGroupArn();
    }

    /** A second group of targets; its ARN. */
    String group(NamedOrigin... targets) {
        String arn = aws.loadBalancers
                .createTargetGroup(group -> group.name("second")
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckPath("/health"))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        register(arn, targets);
        return arn;
    }

    void register(String groupArn, NamedOrigin... targets) {
        aws.loadBalancers.registerTargets(group -> group.targetGroupArn(groupArn)
                .targets(Stream.of(targets).map(ShopUnderLoad::at).toList()));
    }

    void deregister(String groupArn, NamedOrigin target) {
        aws.loadBalancers.deregisterTargets(
                group -> group.targetGroupArn(groupArn).targets(at(target)));
    }

    private static TargetDescription at(NamedOrigin target) {
        return TargetDescription.builder().id("127.0.0.1").port(target.port()).build();
    }

    void awaitState(String groupArn, NamedOrigin target, String state) {
        await().atMost(PATIENCE)
                .until(() -> aws.loadBalancers
                        .describeTargetHealth(
                                group -> group.targetGroupArn(groupArn).targets(at(target)))
                        .targetHealthDescriptions()
                        .get(0)
                        .targetHealth()
                        .stateAsString()
                        .equals(state));
    }

    /** A rule for the paths like {@code pattern}; its ARN. */
    String rule(int priority, String pattern, String groupArn) {
        return aws.loadBalancers
                .createRule(rule -> rule.listenerArn(alb.listenerArn())
                        .priority(priority)
                        .conditions(path -> path.field("path-pattern").values(pattern))
                        .actions(forwardTo(groupArn)))
                .rules()
                .get(0)
                .ruleArn();
    }

    void priority(String ruleArn, int priority) {
        aws.loadBalancers.setRulePriorities(all -> all.rulePriorities(
                RulePriorityPair.builder().ruleArn(ruleArn).priority(priority).build()));
    }

    void retarget(String ruleArn, String groupArn) {
        aws.loadBalancers.modifyRule(rule -> rule.ruleArn(ruleArn).actions(forwardTo(groupArn)));
    }

    void deleteRule(String ruleArn) {
        aws.loadBalancers.deleteRule(rule -> rule.ruleArn(ruleArn));
    }

    private static Action forwardTo(String groupArn) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .targetGroupArn(groupArn)
                .build();
    }

    /** Where the API is invoked. */
    InetSocketAddress edge() {
        return edge;
    }

    /** What paths of the API begin with. */
    String invoked() {
        return "/restapis/" + api + "/" + TutorialSteps.STAGE + "/_user_request_";
    }

    /** Where the listener is open on this machine. */
    InetSocketAddress door() {
        String listed = TestClient.get(edge, "/_underpass/listeners").bodyText();
        try {
            JsonNode first = new JsonMapper().readTree(listed).path(0);
            return new InetSocketAddress(
                    "127.0.0.1", Integer.parseInt(first.path("address").asText().split(":")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(listed, e);
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
