package io.underpass.emulator.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.emulator.edge.AdminService;
import io.underpass.emulator.edge.Answer;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import java.util.function.Supplier;

/** Answers {@code /_underpass/health} on a node, as the edge does on its port. Threads: safe. */
public record NodeHealthService(String name, Supplier<NodeStatus> status) implements HttpService {

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.request().path().equals(AdminService.PREFIX + "health")) {
            Answer.message(exchange, 404, "A node answers " + AdminService.PREFIX + "health here and nothing else");
            return;
        }
        NodeStatus now = status.get();
        Answer.json(
                exchange,
                now.healthy() ? 200 : 503,
                JsonNodeFactory.instance.objectNode().put("status", now.text()).put("loadBalancer", name));
    }
}
