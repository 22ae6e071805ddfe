package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers where scripts written for LocalStack, floci and moto ask: below {@code /_localstack/} and {@code /_floci/} GET at
 * {@code health}, {@code info} and {@code init}, POST at {@code state/reset}; POST at {@code /moto-api/reset}. The shapes are
 * theirs as far as scripts read them. What else they have is refused, with what serves the purpose here.
 *
 * <p>Threads: safe.
 */
final class BroughtCalls implements HttpService {

    private static final String LOCALSTACK = "/_localstack/";
    private static final String FLOCI = "/_floci/";
    private static final String MOTO = "/moto-api/";
    private static final String LOAD_BALANCER = "/_aws/elb/";
    private static final String INIT = "init";

    /** What people look for, by the beginning of the path, and where it is. */
    private static final Map<String, String> INSTEAD = Map.of(
            "diagnose", "/_underpass/info says what runs, /_underpass/journal what happened to each request",
            "config", "settings are fixed at the start: underpass start --help",
            "resources", "/_underpass/state has everything, /_underpass/routes says where requests go",
            "usage", "/_underpass/metrics counts",
            "state/", "state/reset clears all services at once; /_underpass/state saves and restores them",
            "pods", "/_underpass/state saves and restores everything",
            "chaos", "/_underpass/faults makes links, load balancers and targets fail",
            "swagger", "the calls of this edge are in the README");

    private final AdminService admin;

    /** Answers as {@code admin} does under other names. */
    BroughtCalls(AdminService admin) {
        this.admin = admin;
    }

    /** Whether {@code target} is one of those calls. */
    static boolean owns(String target) {
        return target.startsWith(LOCALSTACK)
                || target.startsWith(FLOCI)
                || target.startsWith(MOTO)
                || target.startsWith(LOAD_BALANCER);
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        if (path.startsWith(MOTO)) {
            moto(exchange, path);
            return;
        }
        if (path.startsWith(LOAD_BALANCER)) {
            Answer.message(exchange, 404, "There is nothing at " + path + ". " + LoadBalancerNames.HOW_TO_CALL);
            return;
        }
        String prefix = path.startsWith(FLOCI) ? FLOCI : LOCALSTACK;
        String name = path.substring(prefix.length());
        switch (name) {
            case "health" -> get(exchange, health());
            case "info" -> get(exchange, info());
            case "state/reset" ->
                admin.world().reset(exchange, exchange.request().method());
            default -> {
                if (name.equals(INIT) || name.startsWith(INIT + "/")) {
                    init(exchange, prefix, name.substring(INIT.length()).replace("/", ""));
                } else {
                    refuse(exchange, path, name);
                }
            }
        }
    }

    private void moto(Exchange exchange, String path) {
        if (path.equals(MOTO + "reset")) {
            admin.world().reset(exchange, exchange.request().method());
        } else {
            Answer.message(exchange, 404, "There is nothing at " + path + "; of moto's calls there is: reset");
        }
    }

    private void init(Exchange exchange, String prefix, String stage) {
        if (!isGet(exchange)) {
            Answer.message(exchange, 405, "Only GET is served here");
        } else if (prefix.equals(FLOCI) && stage.isEmpty()) {
            Answer.json(exchange, 200, InitJson.of(admin.setup().init()));
        } else {
            InitJson.likeLocalStack(admin.setup().init(), stage)
                    .ifPresentOrElse(
                            json -> Answer.json(exchange, 200, json),
                            () -> Answer.message(
                                    exchange, 404, "There is no such stage; there are: boot, start, ready, shutdown"));
        }
    }

    private static void refuse(Exchange exchange, String path, String name) {
        String instead = INSTEAD.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .map(entry -> ". Here " + entry.getValue())
                .findFirst()
                .orElse("");
        Answer.message(
                exchange,
                404,
                "There is nothing at " + path + "; of LocalStack's calls there are: health, info, init, state/reset"
                        + instead);
    }

    private ObjectNode health() {
        ObjectNode own = admin.health();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("services", own.path("services"));
        return json.put("edition", "underpass")
                .put("version", own.path("version").asText());
    }

    /** LocalStack's members, but for the ids of its session and machine, which it keeps for its makers. */
    private ObjectNode info() {
        ObjectNode own = admin.info();
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", own.path("version").asText())
                .put("edition", "underpass")
                .put("is_license_activated", false)
                .put("uptime", own.path("uptimeSeconds").asLong());
    }

    private static boolean isGet(Exchange exchange) {
        return List.of(HttpMethod.GET, HttpMethod.HEAD)
                .contains(exchange.request().method());
    }

    private static void get(Exchange exchange, ObjectNode body) {
        if (!isGet(exchange)) {
            Answer.message(exchange, 405, "Only GET is served here; Underpass is stopped by its process's end");
            return;
        }
        WholeResponse.of(HttpResponseStatus.OK, "application/json", text(body) + "\n")
                .sendTo(exchange);
    }

    /** JSON as Python writes it: scripts look for <code>"apigateway": "running"</code> in the text. */
    private static String text(ObjectNode json) {
        return json.properties().stream()
                .map(member -> '"' + member.getKey() + "\": "
                        + (member.getValue() instanceof ObjectNode inner
                                ? text(inner)
                                : member.getValue().toString()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
