package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Builds what AWS's tutorial builds, call by call, over the AWS endpoint: one VPC link, private load balancers, and a
 * REST API whose resources share the link.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
final class Tutorial {

    static final String STAGE = "test";

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private final AwsCalls aws;
    private final PrintStream out;

    Tutorial(AwsCalls aws, PrintStream out) {
        this.aws = aws;
        this.out = out;
    }

    /** Creates the link and waits until it is AVAILABLE; gives its id. */
    String vpcLink() {
        step("Create the VPC link v2 'private-services'");
        String id = aws.apiGateway(
                        "POST",
                        "/v2/vpclinks",
                        "{\"name\":\"private-services\",\"subnetIds\":[\"subnet-0a\",\"subnet-0b\"],"
                                + "\"securityGroupIds\":[\"sg-0link\"]}")
                .get("vpcLinkId")
                .textValue();
        await(
                "VPC link " + id,
                "AVAILABLE",
                () -> aws.apiGateway("GET", "/v2/vpclinks/" + id, "")
                        .get("vpcLinkStatus")
                        .textValue());
        return id;
    }

    /** Creates an internal load balancer in front of {@code ports} on loopback and waits until they are healthy. */
    String loadBalancer(String name, List<Integer> ports) {
        step("Create the internal load balancer '" + name + "' with targets on ports " + ports);
        String loadBalancerArn = aws.elbv2(
                "CreateLoadBalancer",
                Map.of(
                        "Name", name,
                        "Scheme", "internal",
                        "Subnets.member.1", "subnet-0a",
                        "Subnets.member.2", "subnet-0b",
                        "SecurityGroups.member.1", "sg-0" + name),
                "LoadBalancerArn");
        String targetGroupArn = aws.elbv2(
                "CreateTargetGroup",
                Map.of(
                        "Name", name,
                        "Protocol", "HTTP",
                        "Port", "80",
                        "VpcId", "vpc-0demo",
                        "TargetType", "ip",
                        "HealthCheckPath", "/health",
                        "HealthCheckIntervalSeconds", "5",
                        "HealthCheckTimeoutSeconds", "2"),
                "TargetGroupArn");
        Map<String, String> targets = new LinkedHashMap<>(Map.of("TargetGroupArn", targetGroupArn));
        for (int i = 0; i < ports.size(); i++) {
            targets.put("Targets.member." + (i + 1) + ".Id", "127.0.0.1");
            targets.put("Targets.member." + (i + 1) + ".Port", String.valueOf(ports.get(i)));
        }
        aws.elbv2("RegisterTargets", targets, "RequestId");
        aws.elbv2(
                "CreateListener",
                Map.of(
                        "LoadBalancerArn", loadBalancerArn,
                        "Protocol", "HTTP",
                        "Port", "80",
                        "DefaultActions.member.1.Type", "forward",
                        "DefaultActions.member.1.TargetGroupArn", targetGroupArn),
                "ListenerArn");
        await(
                "load balancer " + name,
                "active",
                () -> aws.elbv2("DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", loadBalancerArn), "Code"));
        for (int port : ports) {
            await(
                    "target 127.0.0.1:" + port,
                    "healthy",
                    () -> aws.elbv2(
                            "DescribeTargetHealth",
                            Map.of(
                                    "TargetGroupArn",
                                    targetGroupArn,
                                    "Targets.member.1.Id",
                                    "127.0.0.1",
                                    "Targets.member.1.Port",
                                    String.valueOf(port)),
                            "State"));
        }
        return loadBalancerArn;
    }

    /** Creates the REST API; gives its id. */
    String restApi(String vpcLinkId, String ordersArn, String paymentsArn) {
        step("Create the REST API 'private-integrations'");
        JsonNode api = aws.apiGateway("POST", "/restapis", "{\"name\":\"private-integrations\"}");
        String id = api.get("id").textValue();
        String root = api.get("rootResourceId").textValue();
        integrate(id, resource(id, root, "internal-alb"), "http://orders.internal/internal-alb", vpcLinkId, ordersArn);
        integrate(id, proxy(id, root, "orders"), "http://orders.internal/{proxy}", vpcLinkId, ordersArn);
        integrate(id, proxy(id, root, "payments"), "http://payments.internal/{proxy}", vpcLinkId, paymentsArn);
        step("Deploy it to the stage '" + STAGE + "'");
        aws.apiGateway("POST", "/restapis/" + id + "/deployments", "{\"stageName\":\"" + STAGE + "\"}");
        return id;
    }

    private String proxy(String api, String root, String name) {
        return resource(api, resource(api, root, name), "{proxy+}");
    }

    private String resource(String api, String parent, String pathPart) {
        return aws.apiGateway(
                        "POST", "/restapis/" + api + "/resources/" + parent, "{\"pathPart\":\"" + pathPart + "\"}")
                .get("id")
                .textValue();
    }

    private void integrate(String api, String resource, String uri, String link, String loadBalancerArn) {
        step("Integrate " + uri + " over the link");
        boolean proxy = uri.endsWith("{proxy}");
        String method = "/restapis/" + api + "/resources/" + resource + "/methods/ANY";
        aws.apiGateway(
                "PUT",
                method,
                "{\"authorizationType\":\"NONE\",\"requestParameters\":{"
                        + (proxy ? "\"method.request.path.proxy\":true" : "") + "}}");
        aws.apiGateway(
                "PUT",
                method + "/integration",
                "{\"type\":\"HTTP_PROXY\",\"httpMethod\":\"ANY\",\"connectionType\":\"VPC_LINK\",\"connectionId\":\""
                        + link + "\",\"integrationTarget\":\"" + loadBalancerArn + "\",\"uri\":\"" + uri
                        + "\",\"requestParameters\":{"
                        + (proxy ? "\"integration.request.path.proxy\":\"method.request.path.proxy\"" : "") + "}}");
    }

    private void step(String text) {
        out.println("  " + text);
    }

    private void await(String what, String wanted, Supplier<String> state) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        String seen = state.get();
        while (!seen.equals(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(what + " is " + seen + " after " + WAIT.toSeconds() + " s, not " + wanted);
            }
            pause(what);
            seen = state.get();
        }
        step("    " + what + " is " + wanted);
    }

    private static void pause(String what) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("waiting for " + what + " was interrupted");
        }
    }
}
