package io.underpass.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A REST API {@code shop}, stage {@code test}, of which {@code /orders/...} leads over the link {@code private} to the
 * load balancer {@code orders}. Its rule with priority 10 forwards to the target {@code orders}; all else is a 404.
 */
final class Shop implements UnderpassSetUp {

    private final String pathPattern;

    Shop() {
        this("/orders/*");
    }

    /** With another path in the rule's condition. */
    Shop(String pathPattern) {
        this.pathPattern = pathPattern;
    }

    @Override
    public void setUp(UnderpassExtension world) {
        ControlCalls aws = new ControlCalls(world.endpoint(), world.region());
        api(aws, loadBalancer(aws, world.target("orders")));
    }

    private String loadBalancer(ControlCalls aws, FakeTarget target) {
        String arn = call(
                aws,
                "CreateLoadBalancer",
                "LoadBalancerArn",
                "Name=orders",
                "Scheme=internal",
                "Subnets.member.1=subnet-a",
                "Subnets.member.2=subnet-b");
        String group = call(
                aws,
                "CreateTargetGroup",
                "TargetGroupArn",
                "Name=orders",
                "Protocol=HTTP",
                "Port=80",
                "VpcId=vpc-1",
                "TargetType=ip",
                "HealthCheckPath=/health",
                "HealthCheckIntervalSeconds=5",
                "HealthCheckTimeoutSeconds=2",
                "HealthyThresholdCount=2");
        call(
                aws,
                "RegisterTargets",
                "RequestId",
                "TargetGroupArn=" + group,
                "Targets.member.1.Id=" + target.host(),
                "Targets.member.1.Port=" + target.port());
        String listener = call(
                aws,
                "CreateListener",
                "ListenerArn",
                "LoadBalancerArn=" + arn,
                "Protocol=HTTP",
                "Port=80",
                "DefaultActions.member.1.Type=fixed-response",
                "DefaultActions.member.1.FixedResponseConfig.StatusCode=404");
        call(
                aws,
                "CreateRule",
                "RuleArn",
                "ListenerArn=" + listener,
                "Priority=10",
                "Conditions.member.1.Field=path-pattern",
                "Conditions.member.1.PathPatternConfig.Values.member.1=" + pathPattern,
                "Actions.member.1.Type=forward",
                "Actions.member.1.TargetGroupArn=" + group);
        return arn;
    }

    private static void api(ControlCalls aws, String loadBalancer) {
        String link = aws.apiGateway(
                        "POST", "/v2/vpclinks", "{\"name\":\"private\",\"subnetIds\":[\"subnet-a\"]}")
                .path("vpcLinkId")
                .asText();
        String api = "/restapis/"
                + aws.apiGateway("POST", "/restapis", "{\"name\":\"shop\"}")
                        .path("id")
                        .asText();
        JsonNode root = aws.apiGateway("GET", api + "/resources", "").path("item").path(0);
        String orders = resource(aws, api, root.path("id").asText(), "orders");
        String proxy = api + "/resources/" + resource(aws, api, orders, "{proxy+}") + "/methods/ANY";
        aws.apiGateway(
                "PUT",
                proxy,
                "{\"authorizationType\":\"NONE\",\"requestParameters\":{\"method.request.path.proxy\":true}}");
        aws.apiGateway(
                "PUT",
                proxy + "/integration",
                "{\"type\":\"HTTP_PROXY\",\"httpMethod\":\"ANY\",\"connectionType\":\"VPC_LINK\",\"connectionId\":\""
                        + link + "\",\"integrationTarget\":\"" + loadBalancer
                        + "\",\"uri\":\"http://orders.internal/orders/{proxy}\",\"requestParameters\":"
                        + "{\"integration.request.path.proxy\":\"method.request.path.proxy\"}}");
        aws.apiGateway("POST", api + "/deployments", "{\"stageName\":\"test\"}");
    }

    private static String resource(ControlCalls aws, String api, String parent, String part) {
        return aws.apiGateway("POST", api + "/resources/" + parent, "{\"pathPart\":\"" + part + "\"}")
                .path("id")
                .asText();
    }

    private static String call(ControlCalls aws, String action, String wanted, String... parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : parameters) {
            int equals = each.indexOf('=');
            all.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return ControlCalls.text(aws.elbv2(action, all), wanted).orElseThrow();
    }
}
