package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.model.ConnectionType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.VpcLinkStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The steps of the tutorial, each as a user of AWS's SDK writes it: a VPC link, internal load balancers, a REST API
 * whose private integrations share the link.
 *
 * <p>Threads: confined to one test.
 */
final class TutorialSteps {

    static final String STAGE = "test";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SUBNETS = List.of("subnet-0a1b2c3d", "subnet-4e5f6a7b");

    private final AwsClients aws;
    private final int listenerPort;

    TutorialSteps(AwsClients aws) {
        this(aws, 80);
    }

    /** Steps whose load balancers listen on {@code listenerPort}. */
    TutorialSteps(AwsClients aws, int listenerPort) {
        this.aws = aws;
        this.listenerPort = listenerPort;
    }

    /** Creates a link and waits until it routes traffic; returns its id. */
    String vpcLink(String name) {
        String id = aws.links
                .createVpcLink(link -> link.name(name).subnetIds(SUBNETS).securityGroupIds("sg-0a1b2c3d"))
                .vpcLinkId();
        await().atMost(PATIENCE)
                .until(() ->
                        aws.links.getVpcLink(link -> link.vpcLinkId(id)).vpcLinkStatus() == VpcLinkStatus.AVAILABLE);
        return id;
    }

    /** Creates an internal load balancer with {@code instances} behind it; waits until all are in service. */
    InternalAlb internalAlb(String name, ServiceInstance... instances) {
        InternalAlb alb = loadBalancer(name);
        if (instances.length > 0) {
            aws.loadBalancers.registerTargets(
                    group -> group.targetGroupArn(alb.targetGroupArn()).targets(targets(instances)));
        }
        await().atMost(PATIENCE).until(() -> healthStates(alb).allMatch("healthy"::equals));
        return alb;
    }

    private InternalAlb loadBalancer(String name) {
        LoadBalancer created = aws.loadBalancers
                .createLoadBalancer(balancer -> balancer.name(name)
                        .scheme(LoadBalancerSchemeEnum.INTERNAL)
                        .type(LoadBalancerTypeEnum.APPLICATION)
                        .subnets(SUBNETS))
                .loadBalancers()
                .get(0);
        String arn = created.loadBalancerArn();
        String targetGroupArn = aws.loadBalancers
                .createTargetGroup(group -> group.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(created.vpcId())
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckPath("/health")
                        .healthCheckIntervalSeconds(5)
                        .healthCheckTimeoutSeconds(2)
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(2))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        String listenerArn = aws.loadBalancers
                .createListener(listener -> listener.loadBalancerArn(arn)
                        .protocol(ProtocolEnum.HTTP)
                        .port(listenerPort)
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(targetGroupArn)))
                .listeners()
                .get(0)
                .listenerArn();
        await().atMost(PATIENCE)
                .until(() -> aws.loadBalancers
                        .describeLoadBalancers(balancers -> balancers.loadBalancerArns(arn))
                        .loadBalancers()
                        .get(0)
                        .state()
                        .code()
                        .equals(LoadBalancerStateEnum.ACTIVE));
        return new InternalAlb(arn, created.dnsName(), listenerArn, targetGroupArn);
    }

    /** What describe-target-health says of each target. */
    Stream<String> healthStates(InternalAlb alb) {
        return aws
                .loadBalancers
                .describeTargetHealth(group -> group.targetGroupArn(alb.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(target -> target.targetHealth().stateAsString());
    }

    /** Takes {@code instances} out of service. */
    void deregister(InternalAlb alb, ServiceInstance... instances) {
        aws.loadBalancers.deregisterTargets(
                group -> group.targetGroupArn(alb.targetGroupArn()).targets(targets(instances)));
    }

    /** Creates an empty REST API; returns its id. */
    String restApi(String name) {
        return aws.apis.createRestApi(api -> api.name(name)).id();
    }

    /** Adds the resource {@code path} and those above it, none of which exists yet; returns its id. */
    String resource(String apiId, String path) {
        String parent = aws.apis.getResources(api -> api.restApiId(apiId).limit(500)).items().stream()
                .filter(resource -> resource.path().equals("/"))
                .findFirst()
                .orElseThrow()
                .id();
        for (String part : path.substring(1).split("/")) {
            String above = parent;
            parent = aws.apis
                    .createResource(
                            child -> child.restApiId(apiId).parentId(above).pathPart(part))
                    .id();
        }
        return parent;
    }

    /** Sends any method on the resource through the link to {@code uri} at the load balancer. */
    void privateIntegration(
            String apiId, String resourceId, String linkId, InternalAlb alb, String uri, boolean greedy) {
        aws.apis.putMethod(method -> method.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("ANY")
                .authorizationType("NONE")
                .requestParameters(greedy ? Map.of("method.request.path.proxy", true) : Map.of()));
        var integration = aws.apis.putIntegration(put -> put.restApiId(apiId)
                .resourceId(resourceId)
                .httpMethod("ANY")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("ANY")
                .connectionType(ConnectionType.VPC_LINK)
                .connectionId(linkId)
                .integrationTarget(alb.arn())
                .uri(uri)
                .requestParameters(
                        greedy ? Map.of("integration.request.path.proxy", "method.request.path.proxy") : Map.of()));
        assertThat(integration.connectionId()).isEqualTo(linkId);
        assertThat(integration.integrationTarget()).isEqualTo(alb.arn());
        assertThat(integration.timeoutInMillis()).isEqualTo(29000);
    }

    /** An API whose whole path space, below the root, goes to {@code uri}; deployed. Returns its id. */
    String publishedApi(String name, String linkId, InternalAlb alb, String uri) {
        String apiId = restApi(name);
        privateIntegration(apiId, resource(apiId, "/{proxy+}"), linkId, alb, uri, true);
        deploy(apiId);
        return apiId;
    }

    /** Makes the API as it is now live in the stage. */
    void deploy(String apiId) {
        aws.apis.createDeployment(deployment -> deployment.restApiId(apiId).stageName(STAGE));
    }

    /** Makes the API as it is now live in the stage, with these stage variables. */
    void deploy(String apiId, Map<String, String> variables) {
        aws.apis.createDeployment(
                deployment -> deployment.restApiId(apiId).stageName(STAGE).variables(variables));
    }

    private static List<TargetDescription> targets(ServiceInstance... instances) {
        return Stream.of(instances)
                .map(instance -> TargetDescription.builder()
                        .id("127.0.0.1")
                        .port(instance.port())
                        .build())
                .toList();
    }
}
