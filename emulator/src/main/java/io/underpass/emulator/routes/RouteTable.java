package io.underpass.emulator.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.Rule;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where requests go: what the stages of APIs serve, and the rules of load balancers in the order in which they are tried.
 *
 * <p>Threads: immutable.
 */
public record RouteTable(GatewayState apis, VpcLinkState links, AlbState loadBalancers) {

    /** The whole table. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode routes = json.putArray("routes");
        apis.apis().values().stream()
                .sorted(Comparator.comparing((ApiState api) -> api.api().name()))
                .forEach(api -> api.stages().values().forEach(stage -> addStage(routes, api, stage)));
        ArrayNode rules = json.putArray("rules");
        loadBalancers.loadBalancers().values().stream()
                .sorted(Comparator.comparing(LoadBalancer::loadBalancerName))
                .forEach(each -> loadBalancers.listenersOf(each.loadBalancerArn()).values().stream()
                        .sorted(Comparator.comparing(Listener::port))
                        .forEach(listener -> addRules(rules, each, listener)));
        return json;
    }

    private void addStage(ArrayNode routes, ApiState api, Stage stage) {
        Optional<Deployment> served = Optional.ofNullable(api.deployments().get(stage.deploymentId()));
        Stream<Resource> resources = served.stream().flatMap(each -> each.resources().values().stream());
        resources
                .sorted(Comparator.comparing(Resource::path))
                .forEach(resource -> resource.methods().values().forEach(method -> {
                    ObjectNode route = routes.addObject()
                            .put("api", api.api().name())
                            .put("apiId", api.api().id())
                            .put("stage", stage.stageName())
                            .put("method", method.httpMethod())
                            .put("path", resource.path());
                    method.integration().ifPresent(integration -> addIntegration(route, integration));
                }));
    }

    private void addIntegration(ObjectNode route, Integration integration) {
        route.put("integration", integration.type());
        integration.uri().ifPresent(uri -> route.put("uri", uri));
        integration.connectionId().ifPresent(link -> route.put("link", nameOfLink(link)));
        integration.integrationTarget().ifPresent(arn -> route.put("loadBalancer", nameOfLoadBalancer(arn)));
    }

    private String nameOfLink(String id) {
        return Optional.ofNullable(links.links().get(id))
                .map(link -> link.name())
                .or(() -> Optional.ofNullable(links.v1Links().get(id)).map(link -> link.name()))
                .orElse(id);
    }

    private String nameOfLoadBalancer(String arn) {
        return Optional.ofNullable(loadBalancers.loadBalancers().get(arn))
                .map(LoadBalancer::loadBalancerName)
                .orElse(arn);
    }

    private void addRules(ArrayNode rules, LoadBalancer loadBalancer, Listener listener) {
        for (Rule rule : loadBalancers.rulesInOrder(listener.listenerArn()).values()) {
            addRule(rules, loadBalancer, listener)
                    .put("priority", Integer.toString(rule.priority()))
                    .put("conditions", RuleText.conditions(rule.conditions()))
                    .put("action", actions(rule.actions()));
        }
        addRule(rules, loadBalancer, listener)
                .put("priority", "default")
                .put("conditions", "")
                .put("action", actions(listener.defaultActions()));
    }

    private static ObjectNode addRule(ArrayNode rules, LoadBalancer loadBalancer, Listener listener) {
        return rules.addObject()
                .put("loadBalancer", loadBalancer.loadBalancerName())
                .put("listener", listener.protocol() + ' ' + listener.port());
    }

    private String actions(List<io.underpass.alb.model.Action> actions) {
        return RuleText.actions(
                actions, arn -> Optional.ofNullable(loadBalancers.targetGroups().get(arn)));
    }
}
