package io.underpass.emulator.demo;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;

/**
 * One instance of a service behind a load balancer: says which service and instance answered and for what path.
 *
 * <p>Threads: immutable.
 */
final class DemoService implements HttpService {

    private final String service;
    private final String instance;

    DemoService(String service, String instance) {
        this.service = service;
        this.instance = instance;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        WholeResponse.of(
                        HttpResponseStatus.OK,
                        "application/json",
                        path.equals("/internal-alb") ? "{\"message\": \"Hello from internal ALB\"}" : describe(path))
                .sendTo(exchange);
    }

    private String describe(String path) {
        StringBuilder printable = new StringBuilder();
        path.chars().filter(c -> c != '"' && c != '\\').forEach(c -> printable.append((char) c));
        return "{\"service\": \"" + service + "\", \"instance\": \"" + instance + "\", \"path\": \"" + printable
                + "\"}";
    }
}
