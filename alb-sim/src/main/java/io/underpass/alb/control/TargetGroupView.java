package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import java.util.List;
import java.util.Optional;

/** Target groups as answers show them. Threads: stateless. */
final class TargetGroupView {

    private TargetGroupView() {}

    /** A group, and the load balancer that uses it where there is one. */
    static ObjectNode render(TargetGroup group, Optional<String> loadBalancerArn) {
        HealthCheck check = group.healthCheck();
        ObjectNode members = Answer.empty()
                .put("TargetGroupArn", group.targetGroupArn())
                .put("TargetGroupName", group.targetGroupName());
        if (!group.lambda()) {
            members.put("Protocol", group.protocol())
                    .put("Port", group.port())
                    .put("VpcId", group.vpcId())
                    .put("HealthCheckProtocol", check.protocol())
                    .put("HealthCheckPort", check.port());
        }
        members.put("HealthCheckEnabled", check.enabled())
                .put("HealthCheckIntervalSeconds", check.intervalSeconds())
                .put("HealthCheckTimeoutSeconds", check.timeoutSeconds())
                .put("HealthyThresholdCount", check.healthyThresholdCount())
                .put("UnhealthyThresholdCount", check.unhealthyThresholdCount());
        if (check.overHttp()) {
            members.put("HealthCheckPath", check.path())
                    .putObject("Matcher")
                    .put(
                            group.protocolVersion().equals("GRPC") ? "GrpcCode" : "HttpCode",
                            check.matcher().toString());
        }
        members.set(
                "LoadBalancerArns", Answer.texts(loadBalancerArn.map(List::of).orElse(List.of())));
        members.put("TargetType", group.targetType());
        if (!group.network() && !group.lambda()) {
            members.put("ProtocolVersion", group.protocolVersion());
        }
        return members.put("IpAddressType", group.ipAddressType());
    }
}
