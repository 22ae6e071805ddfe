package io.underpass.emulator.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.wire.ExchangeObserver.Completion;
import io.underpass.wire.Trail;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * One exchange, as it went.
 *
 * <p>Threads: immutable once made; the trail does not change any more.
 *
 * @param number counts exchanges from 0
 * @param endedAtMillis when it ended, in milliseconds of the epoch
 */
public record JournalEntry(
        long number,
        String requestId,
        long endedAtMillis,
        InetSocketAddress client,
        String httpMethod,
        String target,
        Completion completion,
        Trail trail) {

    static final String REQUEST_ID = "requestId";
    static final String API = "api";

    /** The steps that make up a route, in the order a request takes them. */
    private static final List<String> ROUTE = List.of(
            API,
            "stage",
            "resource",
            "method",
            "integration",
            "link",
            "loadBalancer",
            "listener",
            "rule",
            "nearestRule",
            "targetGroup",
            "target",
            "upstreamStatus");

    private static final long NANOS_PER_MICRO = 1000;

    /** The entry as JSON, as {@code /_underpass/journal} shows it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requestId", requestId);
        json.put("time", Instant.ofEpochMilli(endedAtMillis).toString());
        json.put("client", client.getHostString() + ":" + client.getPort());
        json.put("httpMethod", httpMethod);
        json.put("target", target);
        json.put("status", completion.status());
        json.put("durationMicros", completion.durationNanos() / NANOS_PER_MICRO);
        json.put("requestBytes", completion.requestBytes());
        json.put("responseBytes", completion.responseBytes());
        ObjectNode route = json.putObject("route");
        for (String step : ROUTE) {
            String value = trail.last(step);
            if (!value.isEmpty()) {
                route.put(step, value);
            }
        }
        if (!trail.failedStep().isEmpty()) {
            json.putObject("failure").put("step", trail.failedStep()).put("reason", trail.failureReason());
        }
        completion
                .failure()
                .ifPresent(failure -> json.putObject("incomplete")
                        .put("kind", failure.kind().name())
                        .put("reason", failure.detail()));
        ArrayNode steps = json.putArray("steps");
        for (int i = 0; i < trail.size(); i++) {
            steps.addObject()
                    .put("step", trail.name(i))
                    .put("value", String.valueOf(trail.value(i)))
                    .put("atMicros", trail.nanos(i) / NANOS_PER_MICRO);
        }
        return json;
    }
}
