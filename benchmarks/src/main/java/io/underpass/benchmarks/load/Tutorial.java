package io.underpass.benchmarks.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Builds the tutorial's API through the AWS endpoint: a greedy proxy resource, a VPC link, a load balancer with five
 * rules of which the last one matches, two targets. Everything else is as it is by default.
 *
 * <p>Threads: blocking.
 */
final class Tutorial implements AutoCloseable {

    private static final String STAGE = "test";
    private static final int BUILDERS = 4;
    private static final int WAIT_POLLS = 200;

    private final ApiGatewayClient gateway;
    private final ApiGatewayV2Client links;
    private final ElasticLoadBalancingV2Client balancers;
    private final URI endpoint;

    Tutorial(URI endpoint) {
        this.endpoint = endpoint;
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        var http = ApacheHttpClient.builder().maxConnections(2 * BUILDERS);
        gateway = ApiGatewayClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(http)
                .build();
        links = ApiGatewayV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(http)
                .build();
        balancers = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(http)
                .build();
    }

    /** Builds it and gives the URL that stands for {@code /} of the backend. */
    String build(Scale scale, List<Integer> targetPorts) {
        String link = links.createVpcLink(request -> request.name("benchmark").subnetIds("subnet-a", "subnet-b"))
                .vpcLinkId();
        String arn = loadBalancer("benchmark", targetPorts);
        for (int i = 1; i < scale.loadBalancers(); i++) {
            loadBalancer("other-" + i, targetPorts);
        }
        var api = gateway.createRestApi(request -> request.name("benchmark"));
        String proxy = resource(api.id(), api.rootResourceId(), "called");
        integrate(api.id(), resource(api.id(), proxy, "{proxy+}"), "http://backend.internal/{proxy}", link, arn);
        addRoutes(api.id(), api.rootResourceId(), scale.routes() - 1, link, arn);
        gateway.createDeployment(request -> request.restApiId(api.id()).stageName(STAGE));
        return endpoint + "/restapis/" + api.id() + "/" + STAGE + "/_user_request_/called";
    }

    private String loadBalancer(String name, List<Integer> targetPorts) {
        String arn = balancers
                .createLoadBalancer(request -> request.name(name)
                        .scheme(LoadBalancerSchemeEnum.INTERNAL)
                        .subnets("subnet-a", "subnet-b"))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        String group = balancers
                .createTargetGroup(request -> request.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        List<TargetDescription> targets = targetPorts.stream()
                .map(port ->
                        TargetDescription.builder().id("127.0.0.1").port(port).build())
                .toList();
        balancers.registerTargets(request -> request.targetGroupArn(group).targets(targets));
        Action notFound = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(response -> response.statusCode("404"))
                .build();
        String listener = balancers
                .createListener(request -> request.loadBalancerArn(arn)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(notFound))
                .listeners()
                .get(0)
                .listenerArn();
        rule(listener, 1, notFound, path("/admin/*"));
        rule(listener, 2, notFound, host("admin.example.com"));
        rule(listener, 3, notFound, path("/internal/*/metrics"));
        rule(listener, 4, notFound, host("*.blocked.example.com"));
        rule(
                listener,
                5,
                Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build(),
                path("/*"));
        awaitHealthy(group);
        return arn;
    }

    private void rule(String listener, int priority, Action action, RuleCondition condition) {
        balancers.createRule(request -> request.listenerArn(listener)
                .priority(priority)
                .conditions(condition)
                .actions(action));
    }

    private static RuleCondition path(String pattern) {
        return RuleCondition.builder()
                .field("path-pattern")
                .pathPatternConfig(config -> config.values(pattern))
                .build();
    }

    private static RuleCondition host(String pattern) {
        return RuleCondition.builder()
                .field("host-header")
                .hostHeaderConfig(config -> config.values(pattern))
                .build();
    }

    private void awaitHealthy(String group) {
        for (int i = 0; i < WAIT_POLLS; i++) {
            boolean healthy =
                    balancers
                            .describeTargetHealth(request -> request.targetGroupArn(group))
                            .targetHealthDescriptions()
                            .stream()
                            .allMatch(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY);
            if (healthy) {
                return;
            }
            Ports.pause();
        }
        throw new IllegalStateException("the targets of " + group + " do not become healthy");
    }

    private void addRoutes(String api, String root, int count, String link, String arn) {
        ExecutorService builders = Executors.newFixedThreadPool(BUILDERS);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                pending.add(builders.submit(() -> {
                    String resource = resource(api, root, "route-" + number);
                    integrate(api, resource, "http://backend.internal/route", link, arn);
                }));
            }
            for (Future<?> route : pending) {
                route.get();
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

    private String resource(String api, String parent, String part) {
        return gateway.createResource(
                        request -> request.restApiId(api).parentId(parent).pathPart(part))
                .id();
    }

    private void integrate(String api, String resource, String uri, String link, String arn) {
        boolean proxy = uri.contains("{proxy}");
        gateway.putMethod(request -> {
            request.restApiId(api).resourceId(resource).httpMethod("ANY").authorizationType("NONE");
            if (proxy) {
                request.requestParameters(java.util.Map.of("method.request.path.proxy", true));
            }
        });
        gateway.putIntegration(request -> {
            request.restApiId(api)
                    .resourceId(resource)
                    .httpMethod("ANY")
                    .type(IntegrationType.HTTP_PROXY)
                    .integrationHttpMethod("ANY")
                    .uri(uri)
                    .connectionType(ConnectionType.VPC_LINK)
                    .connectionId(link)
                    .integrationTarget(arn);
            if (proxy) {
                request.requestParameters(
                        java.util.Map.of("integration.request.path.proxy", "method.request.path.proxy"));
            }
        });
    }

    @Override
    public void close() {
        gateway.close();
        links.close();
        balancers.close();
    }
}
