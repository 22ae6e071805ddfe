package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.emulator.journal.Continued;
import io.underpass.emulator.journal.JournalEntry;
import io.underpass.wire.ExchangeObserver.Completion;
import java.time.Instant;

/** Entries of the Journal, as {@code /_underpass/journal} shows them. Threads: stateless. */
final class JournalJson {

    private static final long NANOS_PER_MICRO = 1000;

    private JournalJson() {}

    static ObjectNode of(JournalEntry entry) {
        Completion completion = entry.completion();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requestId", entry.requestId());
        json.put("time", Instant.ofEpochMilli(entry.endedAtMillis()).toString());
        json.put("client", entry.client().getHostString() + ":" + entry.client().getPort());
        json.put("httpMethod", entry.httpMethod());
        json.put("target", entry.target());
        json.put("status", completion.status());
        json.put("durationMicros", completion.durationNanos() / NANOS_PER_MICRO);
        json.put("requestBytes", completion.requestBytes());
        json.put("responseBytes", completion.responseBytes());
        ObjectNode route = json.putObject("route");
        entry.route().forEach(route::put);
        entry.failed()
                .ifPresent(failed ->
                        json.putObject("failure").put("step", failed.step()).put("reason", failed.reason()));
        completion
                .failure()
                .ifPresent(failure -> json.putObject("incomplete")
                        .put("kind", failure.kind().name())
                        .put("reason", failure.detail()));
        entry.awaited().forEach(silent -> json.put("awaits", "what " + silent + " did has not been reported"));
        ArrayNode shown = json.putArray("steps");
        for (Continued.Step step : entry.steps()) {
            shown.addObject()
                    .put("step", step.name())
                    .put("value", step.value())
                    .put("atMicros", step.atMicros());
        }
        return json;
    }
}
