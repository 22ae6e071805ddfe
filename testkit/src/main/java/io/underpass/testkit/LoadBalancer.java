package io.underpass.testkit;

import io.underpass.emulator.Underpass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.w3c.dom.Element;

/**
 * A load balancer, by the few calls that tests make again and again.
 *
 * <p>Threads: blocking, otherwise safe.
 */
public final class LoadBalancer {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final ControlCalls aws;
    private final String name;

    LoadBalancer(ControlCalls aws, String name) {
        this.aws = aws;
        this.name = name;
    }

    /** The load balancer {@code name} of {@code underpass}; it need not be there yet. */
    public static LoadBalancer of(Underpass underpass, String name) {
        return new LoadBalancer(new ControlCalls(underpass.endpoint(), underpass.region()), name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * Its ARN.
     *
     * @throws IllegalStateException if there is no such load balancer
     */
    public String arn() {
        return only("DescribeLoadBalancers", Map.of("Names.member.1", name), "LoadBalancerArn");
    }

    /** Its DNS name, to which an internet-facing one answers on the edge port. */
    public String dnsName() {
        return only("DescribeLoadBalancers", Map.of("Names.member.1", name), "DNSName");
    }

    /** The ARNs of the target groups that its rules forward to. */
    public List<String> targetGroups() {
        return ControlCalls.texts(
                aws.elbv2("DescribeTargetGroups", Map.of("LoadBalancerArn", arn())), "TargetGroupArn");
    }

    /**
     * Takes {@code target} out of all target groups: it gets no new requests, and is draining for as long as the group's
     * deregistration delay says.
     *
     * @throws IllegalStateException if it is in none of them
     */
    public LoadBalancer drain(Endpoint target) {
        List<String> holding = targetGroups().stream()
                .filter(group -> state(group, target)
                        .filter(state -> !state.equals("draining"))
                        .isPresent())
                .toList();
        if (holding.isEmpty()) {
            throw new IllegalStateException(
                    "no target group of load balancer '" + name + "' has target " + target + " registered");
        }
        holding.forEach(group -> aws.elbv2("DeregisterTargets", with(group, target)));
        return this;
    }

    /**
     * Puts {@code target} into the one target group that there is.
     *
     * @throws IllegalStateException if there are several, or none
     */
    public LoadBalancer register(Endpoint target) {
        List<String> groups = targetGroups();
        if (groups.size() != 1) {
            throw new IllegalStateException("load balancer '" + name + "' has " + groups.size()
                    + " target groups, so it is not clear which one is meant: " + groups);
        }
        aws.elbv2("RegisterTargets", with(groups.get(0), target));
        return this;
    }

    /**
     * The state of {@code target} as DescribeTargetHealth tells it ({@code healthy}, {@code draining} ...), that of the
     * first group that has it; empty where none has.
     */
    public Optional<String> health(Endpoint target) {
        List<String> states = new ArrayList<>();
        for (String group : targetGroups()) {
            state(group, target).ifPresent(states::add);
        }
        return states.stream().findFirst();
    }

    /**
     * Waits until {@code target} is {@code state}.
     *
     * @throws AssertionError if it is something else after {@code limit}
     */
    public LoadBalancer awaitHealth(Endpoint target, String state, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<String> seen = health(target);
        while (!seen.equals(Optional.of(state))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("target " + target + " of load balancer '" + name + "' was to be " + state
                        + " within " + limit.toMillis() + " ms and is " + seen.orElse("not registered"));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = health(target);
        }
        return this;
    }

    private Optional<String> state(String group, Endpoint target) {
        Element found = aws.elbv2("DescribeTargetHealth", Map.of("TargetGroupArn", group));
        List<String> ports = ControlCalls.texts(found, "Port");
        List<String> ids = ControlCalls.texts(found, "Id");
        List<String> states = ControlCalls.texts(found, "State");
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i).equals(target.host()) && ports.get(i).equals(String.valueOf(target.port()))) {
                return Optional.of(states.get(i));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> with(String group, Endpoint target) {
        return Map.of(
                "TargetGroupArn", group,
                "Targets.member.1.Id", target.host(),
                "Targets.member.1.Port", String.valueOf(target.port()));
    }

    private String only(String action, Map<String, String> parameters, String element) {
        return ControlCalls.text(aws.elbv2(action, parameters), element)
                .orElseThrow(() -> new IllegalStateException("there is no load balancer '" + name + "'"));
    }
}
