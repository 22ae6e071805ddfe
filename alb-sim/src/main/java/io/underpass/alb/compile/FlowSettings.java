package io.underpass.alb.compile;

import io.underpass.alb.model.ListenerAttributes;
import java.time.Duration;
import java.util.Map;

/**
 * What a listener of a network load balancer does with connections.
 *
 * <p>Threads: immutable.
 *
 * @param idleTimeout how long no byte may pass
 */
public record FlowSettings(Duration idleTimeout) {

    static FlowSettings of(Map<String, String> attributes) {
        return new FlowSettings(ListenerAttributes.TCP_IDLE_TIMEOUT.in(attributes));
    }
}
