package io.underpass.alb.control;

import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.shape.Input;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Target groups of type {@code lambda}, whose one target is a function (spec 3.8). Whether Lambda lets the load balancer
 * call it is not asked: who answers in Lambda's place asks for no permission.
 *
 * <p>Threads: stateless.
 */
final class LambdaGroups {

    /** What a function has no use for, in AWS's words. */
    private static final Map<String, String> WITHOUT = Map.of(
            "Protocol", "Protocol",
            "ProtocolVersion", "Protocol version",
            "Port", "Port",
            "VpcId", "VPC ID",
            "HealthCheckProtocol", "Health check protocol",
            "HealthCheckPort", "Health check port");

    private static final List<String> IN_ORDER =
            List.of("Protocol", "ProtocolVersion", "Port", "VpcId", "HealthCheckProtocol", "HealthCheckPort");

    private static final Pattern FUNCTION = Pattern.compile(
            "arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:" + "[A-Za-z0-9_-]{1,140}(:[A-Za-z0-9_$-]{1,128})?");

    private LambdaGroups() {}

    /** Refuses members that a function has no use for. */
    static void check(Input input) {
        for (String member : IN_ORDER) {
            if (input.has(member)) {
                throw Refusals.validation(
                        WITHOUT.get(member) + " cannot be specified for target groups with target type 'lambda'");
            }
        }
    }

    /** Refuses {@code target} where it is no function. AWS's text is not known. */
    static void check(TargetDescription target) {
        if (!FUNCTION.matcher(target.id()).matches()) {
            throw Refusals.of("InvalidTarget", "The target '" + target.id() + "' is not a valid Lambda function ARN");
        }
        if (target.availabilityZone().filter(zone -> !zone.equals("all")).isPresent()) {
            throw Refusals.validation(
                    "Availability Zone must be 'all' or left out for target groups with target type 'lambda'");
        }
    }

    /** Refuses a group of type lambda with more than one function. */
    static void checkCount(TargetGroup group, long registered) {
        if (group.lambda() && registered > 1) {
            throw Refusals.of(
                    "TooManyTargets",
                    "Target group '" + group.targetGroupArn() + "' of target type 'lambda' can only have one target");
        }
    }
}
