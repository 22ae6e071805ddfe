package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.stream.Collectors;

/**
 * Answers where scripts for LocalStack ask: GET at {@code health} and {@code info}, POST at {@code state/reset}, and what
 * {@link SetupService} says of {@code init}. The shapes are LocalStack's as far as scripts read them.
 *
 * <p>Threads: safe.
 */
final class LocalStackService implements HttpService {

    /** Where these calls begin. */
    static final String PREFIX = "/_localstack/";

    private final AdminService admin;

    /** Answers as {@code admin} does under other names. */
    LocalStackService(AdminService admin) {
        this.admin = admin;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        HttpMethod method = exchange.request().method();
        if (path.startsWith(SetupService.LOCALSTACK)) {
            admin.setup().handle(exchange);
            return;
        }
        switch (path.substring(PREFIX.length())) {
            case "health" -> get(exchange, method, health());
            case "info" -> get(exchange, method, info());
            case "state/reset" -> admin.world().reset(exchange, method);
            default ->
                Answer.message(
                        exchange,
                        404,
                        "There is nothing at " + path + "; of LocalStack's calls there are: health, info, init,"
                                + " state/reset");
        }
    }

    private ObjectNode health() {
        ObjectNode own = admin.health();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("services", own.path("services"));
        return json.put("edition", "underpass")
                .put("version", own.path("version").asText());
    }

    private ObjectNode info() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", admin.health().path("version").asText())
                .put("edition", "underpass")
                .put("is_license_activated", false);
    }

    private static void get(Exchange exchange, HttpMethod method, ObjectNode body) {
        if (!method.equals(HttpMethod.GET)) {
            Answer.message(exchange, 405, "Only GET is served here");
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
