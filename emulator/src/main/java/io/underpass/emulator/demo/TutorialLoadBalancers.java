package io.underpass.emulator.demo;

import io.underpass.wire.HostAndPort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tutorial's load balancers: internal, an HTTP listener on port 80, one target group.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
final class TutorialLoadBalancers {

    private final AwsCalls aws;
    private final Steps steps;

    TutorialLoadBalancers(AwsCalls aws, Steps steps) {
        this.aws = aws;
        this.steps = steps;
    }

    /** Creates what is missing of the load balancer of {@code service} and waits until it works; gives its ARN. */
    String ensure(TutorialService service) {
        String name = service.name();
        Optional<String> existing =
                aws.findInElbv2("DescribeLoadBalancers", Map.of("Names.member.1", name), "LoadBalancerArn");
        steps.tell((existing.isPresent() ? "Keep" : "Create") + " the internal load balancer '" + name
                + "' with targets " + service.targets());
        String arn = existing.orElseGet(() -> create(name));
        String targetGroup = aws.findInElbv2("DescribeTargetGroups", Map.of("Names.member.1", name), "TargetGroupArn")
                .orElseGet(() -> createTargetGroup(name));
        register(targetGroup, service);
        if (aws.findInElbv2("DescribeListeners", Map.of("LoadBalancerArn", arn), "ListenerArn")
                .isEmpty()) {
            createListener(arn, targetGroup);
        }
        await(arn, targetGroup, service);
        return arn;
    }

    private String create(String name) {
        return aws.elbv2(
                "CreateLoadBalancer",
                Map.of(
                        "Name", name,
                        "Scheme", "internal",
                        "Subnets.member.1", "subnet-0a",
                        "Subnets.member.2", "subnet-0b",
                        "SecurityGroups.member.1", "sg-0" + name),
                "LoadBalancerArn");
    }

    private String createTargetGroup(String name) {
        return aws.elbv2(
                "CreateTargetGroup",
                Map.of(
                        "Name", name,
                        "Protocol", "HTTP",
                        "Port", "80",
                        "VpcId", "vpc-0demo",
                        "TargetType", "ip",
                        "HealthCheckPath", DemoService.HEALTH_PATH,
                        "HealthCheckIntervalSeconds", "5",
                        "HealthCheckTimeoutSeconds", "2"),
                "TargetGroupArn");
    }

    /** To register a target again has no effect. */
    private void register(String targetGroup, TutorialService service) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("TargetGroupArn", targetGroup));
        int number = 0;
        for (HostAndPort target : service.targets()) {
            number++;
            parameters.putAll(describe("Targets.member." + number, target));
        }
        aws.elbv2("RegisterTargets", parameters, "RequestId");
    }

    private void createListener(String arn, String targetGroup) {
        aws.elbv2(
                "CreateListener",
                Map.of(
                        "LoadBalancerArn", arn,
                        "Protocol", "HTTP",
                        "Port", "80",
                        "DefaultActions.member.1.Type", "forward",
                        "DefaultActions.member.1.TargetGroupArn", targetGroup),
                "ListenerArn");
    }

    private void await(String arn, String targetGroup, TutorialService service) {
        Map<String, String> itself = Map.of("LoadBalancerArns.member.1", arn);
        steps.await(
                "load balancer " + service.name(),
                Set.of("active"),
                () -> aws.elbv2("DescribeLoadBalancers", itself, "Code"));
        for (HostAndPort target : service.targets()) {
            Map<String, String> one = new LinkedHashMap<>(Map.of("TargetGroupArn", targetGroup));
            one.putAll(describe("Targets.member.1", target));
            steps.await("target " + target, Set.of("healthy"), () -> aws.elbv2("DescribeTargetHealth", one, "State"));
        }
    }

    private static Map<String, String> describe(String member, HostAndPort target) {
        return Map.of(
                member + ".Id",
                target.host(),
                member + ".Port",
                String.valueOf(target.port().orElseThrow()));
    }
}
