package io.underpass.benchmarks.parts;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
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

/** A load balancer as the control plane leaves it. Threads: stateless. */
final class LoadBalancers {

    static final String ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/1";
    static final String LISTENER = ARN.replace(":loadbalancer/", ":listener/") + "/80";

    private static final int FIRST_PORT = 80;
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String RULE = ARN.replace(":loadbalancer/", ":listener-rule/") + "/80/";
    private static final String GROUP = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/orders/1";

    private LoadBalancers() {}

    /** One listener with so many rules by path, of which the last matches {@code /orders/42}, and two targets. */
    static AlbSnapshot withRules(int count) {
        return of(1, 2, count, count, "/service-%d/*");
    }

    /**
     * A load balancer of any size.
     *
     * @param listeners of which the first, on port 80, has the rules
     * @param matching the one rule that matches {@code /orders/42}, from 1
     * @param others the path pattern of the other rules, with a place for their number
     */
    static AlbSnapshot of(int listeners, int targets, int rules, int matching, String others) {
        AlbState state = AlbState.EMPTY.with(loadBalancer()).with(group(targets));
        for (int i = 0; i < listeners; i++) {
            state = state.with(listener(FIRST_PORT + i));
        }
        for (int priority = 1; priority <= rules; priority++) {
            String pattern = priority == matching ? "/orders/*" : String.format(others, priority);
            state = state.with(new Rule(
                    RULE + priority,
                    LISTENER,
                    priority,
                    List.of(new RuleCondition.PathPattern(List.of(pattern))),
                    List.of(forward()),
                    TreePMap.empty()));
        }
        return new AlbCompiler().first(state);
    }

    private static LoadBalancer loadBalancer() {
        return new LoadBalancer(
                SCOPE,
                ARN,
                "shop",
                "internal-shop-123.us-east-1.elb.amazonaws.com",
                "Z35SXDOTRQ7X7K",
                CREATED,
                CREATED,
                "internal",
                "vpc-1",
                "application",
                List.of(new AvailabilityZone("us-east-1a", "subnet-1"), new AvailabilityZone("us-east-1b", "subnet-2")),
                List.of("sg-1"),
                "ipv4",
                Map.of(),
                TreePMap.empty());
    }

    private static Listener listener(int port) {
        String arn = ARN.replace(":loadbalancer/", ":listener/") + '/' + port;
        return new Listener(
                arn,
                ARN,
                "HTTP",
                port,
                List.of(forward()),
                arn.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
    }

    private static Action forward() {
        return new Action.Forward(
                Optional.empty(), List.of(new Action.Forward.WeightedTargetGroup(GROUP, 1)), false, Optional.empty());
    }

    private static TargetGroup group(int count) {
        PSortedMap<String, TargetDescription> targets = TreePMap.empty();
        for (int i = 1; i <= count; i++) {
            TargetDescription target = new TargetDescription("127.0.0.1", 8000 + i, Optional.empty(), Optional.empty());
            targets = targets.plus(target.key(), target);
        }
        return new TargetGroup(
                SCOPE,
                GROUP,
                "orders",
                "HTTP",
                "HTTP1",
                80,
                "vpc-1",
                "ip",
                "ipv4",
                new HealthCheck(true, "HTTP", "traffic-port", "/", 30, 5, 5, 2, HttpCodes.of(200)),
                targets,
                Map.of(),
                TreePMap.empty());
    }
}
