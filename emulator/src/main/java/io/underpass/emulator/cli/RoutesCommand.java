package io.underpass.emulator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.emulator.edge.AdminService;
import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code underpass routes}: where requests go. Threads: for the main thread. */
@Command(
        description = "Prints where a running emulator sends requests: the routes of its APIs, the rules of its load"
                + " balancers.")
final class RoutesCommand implements Callable<Integer> {

    @Mixin
    private EdgeAddress edge = new EdgeAddress();

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode json = edge.get(AdminService.PREFIX + "routes");
        Table routes = new Table("API", "STAGE", "METHOD", "PATH", "INTEGRATION", "LEADS TO");
        json.path("routes")
                .forEach(route -> routes.add(
                        route.path("api").asText() + " (" + route.path("apiId").asText() + ")",
                        route.path("stage").asText(),
                        route.path("method").asText(),
                        route.path("path").asText(),
                        route.path("integration").asText(),
                        leadsTo(route)));
        Table rules = new Table("LOAD BALANCER", "LISTENER", "RULE", "CONDITIONS", "ACTION");
        json.path("rules")
                .forEach(rule -> rules.add(
                        rule.path("loadBalancer").asText(),
                        rule.path("listener").asText(),
                        rule.path("priority").asText(),
                        rule.path("conditions").asText(),
                        rule.path("action").asText()));
        System.out.print(routes.isEmpty() ? "No API is deployed.\n" : routes);
        System.out.print(rules.isEmpty() ? "\nThere is no load balancer.\n" : "\n" + rules);
        return 0;
    }

    private static String leadsTo(JsonNode route) {
        String link = route.has("link") ? "link " + route.path("link").asText() + " -> " : "";
        String loadBalancer = route.has("loadBalancer")
                ? "load balancer " + route.path("loadBalancer").asText() + " "
                : "";
        return link + loadBalancer + route.path("uri").asText();
    }
}
