package io.underpass.benchmarks.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Builds the tutorial's API through the AWS endpoint: a greedy proxy resource, a VPC link, a load balancer with five
 * rules of which the last one matches, two targets. Everything else is as it is by default.
 *
 * <p>Threads: blocking; for one thread.
 */
final class Tutorial implements AutoCloseable {

    private static final String STAGE = "test";
    private static final String REGION = "us-east-1";
    private static final int BUILDERS = 2;
    private static final int WAIT_POLLS = 4000;
    /** AWS's quota of load balancers a region: more of them live in further regions. */
    private static final int BALANCERS_PER_REGION = 50;

    private final URI endpoint;
    private final List<Integer> targetPorts;
    private final ControlClient client;
    private String api = "";
    private String root = "";
    private String link = "";
    private String balancer = "";
    private long lastAnswerNanos;

    /** A tutorial at {@code endpoint} whose targets listen on {@code targetPorts}. */
    Tutorial(URI endpoint, List<Integer> targetPorts) {
        this.endpoint = endpoint;
        this.targetPorts = targetPorts;
        this.client = new ControlClient(endpoint);
    }

    /** Makes every call, but waits for nothing; gives the URL that stands for {@code /} of the backend. */
    String create(Scale scale) {
        link = ControlClient.member(
                client.apiGateway(
                        "POST", "/v2/vpclinks", "{\"name\":\"benchmark\",\"subnetIds\":[\"subnet-a\",\"subnet-b\"]}"),
                "vpcLinkId");
        balancer = ControlClient.element(loadBalancer(REGION, "benchmark", "internal"), "LoadBalancerArn");
        for (int i = 1; i < scale.loadBalancers(); i++) {
            loadBalancer("eu-benchmark-" + i / BALANCERS_PER_REGION, "other-" + i, "internal");
        }
        String created = client.apiGateway("POST", "/restapis", "{\"name\":\"benchmark\"}");
        api = ControlClient.member(created, "id");
        root = ControlClient.member(created, "rootResourceId");
        greedy("called", "BUFFERED");
        addRoutes(scale.routes() - 1);
        deploy();
        return url("called");
    }

    /** Waits until {@code url} is answered from behind the link. */
    void await(String url) {
        String path = url.substring(endpoint.toString().length()) + "/100b";
        for (int i = 0; i < WAIT_POLLS; i++) {
            long asked = System.nanoTime();
            if (client.status(path) == 200) {
                lastAnswerNanos = System.nanoTime() - asked;
                return;
            }
            Ports.pause();
        }
        throw new IllegalStateException(url + " does not answer 200");
    }

    /** How long the answer took for which {@link #await} waited. */
    long lastAnswerNanos() {
        return lastAnswerNanos;
    }

    /** {@link #create}, then {@link #await}. */
    String build(Scale scale) {
        String url = create(scale);
        await(url);
        return url;
    }

    /** A second greedy resource with {@code responseTransferMode} STREAM; gives its URL. */
    String streamed() {
        greedy("streamed", "STREAM");
        deploy();
        return url("streamed");
    }

    /** A load balancer of the same make that faces the internet; gives its DNS name once it is active. */
    String facingTheInternet() {
        String created = loadBalancer(REGION, "public", "internet-facing");
        String arn = ControlClient.element(created, "LoadBalancerArn");
        for (int i = 0; i < WAIT_POLLS; i++) {
            String now = client.elbv2(REGION, "DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", arn));
            if (ControlClient.element(now, "Code").equals("active")) {
                return ControlClient.element(created, "DNSName");
            }
            Ports.pause();
        }
        throw new IllegalStateException(arn + " does not become active");
    }

    private String url(String part) {
        return endpoint + "/restapis/" + api + "/" + STAGE + "/_user_request_/" + part;
    }

    private void deploy() {
        client.apiGateway("POST", "/restapis/" + api + "/deployments", "{\"stageName\":\"" + STAGE + "\"}");
    }

    /** Gives what CreateLoadBalancer answered. */
    private String loadBalancer(String region, String name, String scheme) {
        String created = client.elbv2(
                region,
                "CreateLoadBalancer",
                Map.of("Name", name, "Scheme", scheme, "Subnets.member.1", "subnet-a", "Subnets.member.2", "subnet-b"));
        String arn = ControlClient.element(created, "LoadBalancerArn");
        String group = ControlClient.element(
                client.elbv2(
                        region,
                        "CreateTargetGroup",
                        Map.of("Name", name, "Protocol", "HTTP", "Port", "80", "VpcId", "vpc-1", "TargetType", "ip")),
                "TargetGroupArn");
        Map<String, String> targets = new LinkedHashMap<>(Map.of("TargetGroupArn", group));
        for (int i = 0; i < targetPorts.size(); i++) {
            targets.put("Targets.member." + (i + 1) + ".Id", "127.0.0.1");
            targets.put("Targets.member." + (i + 1) + ".Port", String.valueOf(targetPorts.get(i)));
        }
        client.elbv2(region, "RegisterTargets", targets);
        String listener = ControlClient.element(
                client.elbv2(
                        region,
                        "CreateListener",
                        Map.of(
                                "LoadBalancerArn", arn,
                                "Protocol", "HTTP",
                                "Port", "80",
                                "DefaultActions.member.1.Type", "fixed-response",
                                "DefaultActions.member.1.FixedResponseConfig.StatusCode", "404")),
                "ListenerArn");
        Map<String, String> notFound = Map.of(
                "Actions.member.1.Type", "fixed-response",
                "Actions.member.1.FixedResponseConfig.StatusCode", "404");
        rule(region, listener, 1, "path-pattern", "/admin/*", notFound);
        rule(region, listener, 2, "host-header", "admin.example.com", notFound);
        rule(region, listener, 3, "path-pattern", "/internal/*/metrics", notFound);
        rule(region, listener, 4, "host-header", "*.blocked.example.com", notFound);
        rule(
                region,
                listener,
                5,
                "path-pattern",
                "/*",
                Map.of("Actions.member.1.Type", "forward", "Actions.member.1.TargetGroupArn", group));
        return created;
    }

    private void rule(
            String region, String listener, int priority, String field, String pattern, Map<String, String> action) {
        Map<String, String> parameters = new LinkedHashMap<>(action);
        parameters.put("ListenerArn", listener);
        parameters.put("Priority", String.valueOf(priority));
        parameters.put("Conditions.member.1.Field", field);
        parameters.put("Conditions.member.1.Values.member.1", pattern);
        client.elbv2(region, "CreateRule", parameters);
    }

    private void greedy(String part, String transferMode) {
        String parent = resource(client, root, part);
        integrate(
                client,
                resource(client, parent, "{proxy+}"),
                "\"method.request.path.proxy\":true",
                "\"uri\":\"http://backend.internal/{proxy}\",\"responseTransferMode\":\"" + transferMode
                        + "\",\"requestParameters\":{"
                        + "\"integration.request.path.proxy\":\"method.request.path.proxy\"}");
    }

    private void addRoutes(int count) {
        ExecutorService builders = Executors.newFixedThreadPool(BUILDERS);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (int i = 0; i < BUILDERS; i++) {
                int first = i;
                pending.add(builders.submit(() -> addRoutes(first, count)));
            }
            for (Future<?> routes : pending) {
                routes.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a route could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            builders.shutdownNow();
        }
    }

    private void addRoutes(int first, int count) {
        try (ControlClient own = new ControlClient(endpoint)) {
            for (int i = first; i < count; i += BUILDERS) {
                String route = resource(own, root, "route-" + i);
                integrate(own, route, "", "\"uri\":\"http://backend.internal/route\"");
            }
        }
    }

    private String resource(ControlClient caller, String parent, String part) {
        return ControlClient.member(
                caller.apiGateway(
                        "POST", "/restapis/" + api + "/resources/" + parent, "{\"pathPart\":\"" + part + "\"}"),
                "id");
    }

    private void integrate(ControlClient caller, String resource, String requestParameters, String members) {
        String method = "/restapis/" + api + "/resources/" + resource + "/methods/ANY";
        caller.apiGateway(
                "PUT", method, "{\"authorizationType\":\"NONE\",\"requestParameters\":{" + requestParameters + "}}");
        caller.apiGateway(
                "PUT",
                method + "/integration",
                "{\"type\":\"HTTP_PROXY\",\"httpMethod\":\"ANY\",\"connectionType\":\"VPC_LINK\",\"connectionId\":\""
                        + link + "\",\"integrationTarget\":\"" + balancer + "\"," + members + "}");
    }

    @Override
    public void close() {
        client.close();
    }
}
