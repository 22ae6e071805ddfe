package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Action.Forward.WeightedTargetGroup;
import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Model objects for tests, most of what they hold being of no interest. */
public final class AlbFixtures {

    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    public static final String LB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/1";
    public static final String DNS = "internal-shop-123.us-east-1.elb.amazonaws.com";
    public static final String NLB = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/wire/2";
    public static final String NLB_DNS = "wire-2.elb.us-east-1.amazonaws.com";
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    public static final HealthCheck CHECK =
            new HealthCheck(true, "HTTP", "traffic-port", "/health?deep=1", 30, 5, 5, 2, HttpCodes.of(200));

    public static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:hello";
    public static final HealthCheck FUNCTION_CHECK =
            new HealthCheck(false, "", "", "/", 35, 30, 5, 2, HttpCodes.of(200));
    public static final HealthCheck FUNCTION_CHECKED =
            new HealthCheck(true, "", "", "/up", 35, 30, 5, 2, HttpCodes.of(200));

    private AlbFixtures() {}

    public static LoadBalancer networkLoadBalancer() {
        return new LoadBalancer(
                SCOPE,
                NLB,
                "wire",
                NLB_DNS,
                "Z26RNL4JYFTOTI",
                CREATED,
                CREATED.plusSeconds(1),
                "internal",
                "vpc-1",
                "network",
                List.of(new AvailabilityZone("us-east-1a", "subnet-1")),
                List.of(),
                "ipv4",
                Map.of(),
                TreePMap.empty());
    }

    public static LoadBalancer loadBalancer(Map<String, String> attributes) {
        return new LoadBalancer(
                SCOPE,
                LB,
                "shop",
                DNS,
                "Z35SXDOTRQ7X7K",
                CREATED,
                CREATED.plusSeconds(1),
                "internal",
                "vpc-1",
                "application",
                List.of(new AvailabilityZone("us-east-1a", "subnet-1"), new AvailabilityZone("us-east-1b", "subnet-2")),
                List.of("sg-1"),
                "ipv4",
                attributes,
                TreePMap.empty());
    }

    public static String listenerArn(int port) {
        return LB.replace(":loadbalancer/", ":listener/") + "/p" + port;
    }

    public static Listener listener(int port, Map<String, String> attributes, Action defaultAction) {
        String arn = listenerArn(port);
        return new Listener(
                arn,
                LB,
                "HTTP",
                port,
                List.of(defaultAction),
                arn.replace(":listener/", ":listener-rule/") + "/default",
                attributes,
                TreePMap.empty());
    }

    public static Listener listener(int port, Action defaultAction) {
        return listener(port, Map.of(), defaultAction);
    }

    public static String ruleArn(int port, int priority) {
        return listenerArn(port).replace(":listener/", ":listener-rule/") + "/r" + priority;
    }

    public static Rule rule(int port, int priority, Action action, RuleCondition... conditions) {
        return new Rule(
                ruleArn(port, priority),
                listenerArn(port),
                priority,
                List.of(conditions),
                List.of(action),
                TreePMap.empty());
    }

    public static RuleCondition path(String... patterns) {
        return new RuleCondition.PathPattern(List.of(patterns));
    }

    public static Action answer(String text) {
        return new Action.FixedResponse(Optional.empty(), "200", Optional.of("text/plain"), Optional.of(text));
    }

    public static String groupArn(String name) {
        return "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/" + name + "/1";
    }

    public static Action forward(String group) {
        return forward(weighted(group, 1));
    }

    public static Action forward(WeightedTargetGroup... groups) {
        return new Action.Forward(Optional.empty(), List.of(groups), false, Optional.empty());
    }

    public static Action stickyForward(int seconds, WeightedTargetGroup... groups) {
        return new Action.Forward(Optional.empty(), List.of(groups), true, Optional.of(seconds));
    }

    public static WeightedTargetGroup weighted(String group, int weight) {
        return new WeightedTargetGroup(groupArn(group), weight);
    }

    public static TargetGroup group(String name, HealthCheck check, TargetDescription... targets) {
        return group(name, check, Map.of(), targets);
    }

    public static TargetGroup group(
            String name, HealthCheck check, Map<String, String> attributes, TargetDescription... targets) {
        PSortedMap<String, TargetDescription> byKey = TreePMap.empty();
        for (TargetDescription target : targets) {
            byKey = byKey.plus(target.key(), target);
        }
        return new TargetGroup(
                SCOPE,
                groupArn(name),
                name,
                "HTTP",
                "HTTP1",
                80,
                "vpc-1",
                "ip",
                "ipv4",
                check,
                byKey,
                attributes,
                TreePMap.empty());
    }

    public static TargetGroup function(
            String name, HealthCheck check, Map<String, String> attributes, String... functionArns) {
        PSortedMap<String, TargetDescription> targets = TreePMap.empty();
        for (String arn : functionArns) {
            TargetDescription target = new TargetDescription(arn, 0, Optional.empty(), Optional.empty());
            targets = targets.plus(target.key(), target);
        }
        return new TargetGroup(
                SCOPE,
                groupArn(name),
                name,
                "",
                "",
                0,
                "",
                "lambda",
                "ipv4",
                check,
                targets,
                attributes,
                TreePMap.empty());
    }

    public static TargetDescription target(int port) {
        return new TargetDescription("127.0.0.1", port, Optional.empty(), Optional.empty());
    }

    public static TargetDescription draining(int port) {
        return new TargetDescription("127.0.0.1", port, Optional.empty(), Optional.of(CREATED));
    }

    public static TargetDescription inZone(int port, String zone) {
        return new TargetDescription("127.0.0.1", port, Optional.of(zone), Optional.empty());
    }
}
