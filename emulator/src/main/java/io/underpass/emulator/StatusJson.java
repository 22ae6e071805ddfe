package io.underpass.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.wire.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * What {@code /_underpass/health} and {@code /_underpass/info} answer.
 *
 * <p>Threads: stateless.
 */
final class StatusJson {

    private StatusJson() {}

    /**
     * How the emulator is.
     *
     * @param services the status of each service
     * @param starting whether files and scripts of the start are not through yet; services serve them meanwhile
     */
    static ObjectNode health(String services, boolean starting) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", starting ? "starting" : services).put("version", Version.current());
        json.putObject("services")
                .put("apigateway", services)
                .put("apigatewayv2", services)
                .put("elbv2", services)
                .put("ec2", services)
                .put("sts", services)
                .put("acm", services);
        return json;
    }

    /** What the emulator is, at {@code now}. */
    static ObjectNode info(Settings settings, URI endpoint, Transport transport, Instant startedAt, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", Version.current());
        json.put("endpoint", endpoint.toString());
        json.put("region", settings.region());
        json.put("account", settings.account());
        json.put("startedAt", startedAt.toString());
        json.put("uptimeSeconds", Duration.between(startedAt, now).toSeconds());
        json.put("transport", transport.name());
        json.put("java", Runtime.version().toString());
        return json;
    }
}
