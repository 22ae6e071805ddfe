package io.underpass.emulator.listeners;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.emulator.edge.Answer;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lists the listeners that are bound on this machine.
 *
 * <p>Threads: safe; called on event loops.
 */
public record ListenersService(Supplier<List<OpenListener>> listeners) implements HttpService {

    @Override
    public void handle(Exchange exchange) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (OpenListener listener : listeners.get()) {
            list.addObject()
                    .put("listenerArn", listener.listenerArn())
                    .put("loadBalancerArn", listener.loadBalancerArn())
                    .put("loadBalancerName", listener.loadBalancerName())
                    .put("port", listener.port())
                    .put("protocol", listener.protocol())
                    .put("address", listener.address());
        }
        Answer.json(exchange, 200, list);
    }
}
