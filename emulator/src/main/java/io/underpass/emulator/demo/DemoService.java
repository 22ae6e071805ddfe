package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.RequestHead;
import io.underpass.wire.WholeResponse;

/**
 * One instance of a service behind a load balancer: says which service and instance answered, and what it was asked.
 *
 * <p>Threads: immutable.
 */
final class DemoService implements HttpService {

    static final String HEALTH_PATH = "/health";

    private final String service;
    private final String instance;

    DemoService(String service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    @Override
    public void handle(Exchange exchange) {
        WholeResponse.of(HttpResponseStatus.OK, "application/json", answer(exchange.request()))
                .sendTo(exchange);
    }

    private String answer(RequestHead request) {
        return switch (request.path()) {
            case "/internal-alb" -> "{\"message\": \"Hello from internal ALB\"}";
            case HEALTH_PATH -> "{\"status\": \"ok\"}";
            default -> describe(request).toString();
        };
    }

    private ObjectNode describe(RequestHead request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("service", service).put("instance", instance);
        json.put("method", request.method().name()).put("path", request.path());
        if (!request.query().isEmpty()) {
            json.put("query", request.query());
        }
        ObjectNode headers = json.putObject("headers");
        for (var field : request.headers()) {
            headers.withArray(field.getKey()).add(field.getValue());
        }
        return json;
    }
}
