package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.emulator.clock.VirtualClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The clock as JSON, and what JSON can tell it: {@code {"advance": "PT5M"}}, {@code {"set": "2030-01-01T00:00:00Z"}},
 * {@code {"freeze": true}}, {@code {"resume": true}} or {@code {"reset": true}}.
 *
 * <p>Threads: safe.
 */
final class ClockCalls {

    private static final List<String> MOVES = List.of("advance", "set", "freeze", "resume", "reset");

    private final VirtualClock clock;

    ClockCalls(VirtualClock clock) {
        this.clock = clock;
    }

    ObjectNode show() {
        Instant now = clock.instant();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", now.toString());
        json.put("machine", Instant.now().toString());
        json.put("aheadMillis", clock.ahead().toMillis());
        json.put("frozen", clock.isFrozen());
        ArrayNode behind = json.putArray("nodesBehind");
        clock.behind().forEach(behind::add);
        return json;
    }

    /**
     * Moves the clock.
     *
     * @return the clock afterwards, and how many tasks fell due
     * @throws IllegalArgumentException if {@code call} does not say how; nothing has changed
     */
    CompletionStage<ObjectNode> move(ObjectNode call) {
        if (call.size() != 1) {
            throw new IllegalArgumentException("the clock takes exactly one of " + String.join(", ", MOVES));
        }
        Map.Entry<String, JsonNode> member = call.properties().iterator().next();
        CompletionStage<Integer> moved = switch (member.getKey()) {
            case "advance" -> clock.advanceLater(duration(member.getValue()));
            case "set" -> clock.setLater(instant(member.getValue()));
            case "freeze" -> confirmed(member).freezeLater();
            case "resume" -> confirmed(member).resumeLater();
            case "reset" -> confirmed(member).resetLater();
            default ->
                throw new IllegalArgumentException(
                        "the clock knows no '" + member.getKey() + "'; there are: " + String.join(", ", MOVES));
        };
        return moved.thenApply(due -> show().put("fellDue", due));
    }

    private VirtualClock confirmed(Map.Entry<String, JsonNode> member) {
        if (!member.getValue().isBoolean() || !member.getValue().booleanValue()) {
            throw new IllegalArgumentException(member.getKey() + " must be true");
        }
        return clock;
    }

    private static Duration duration(JsonNode value) {
        if (value.isNumber()) {
            return Duration.ofMillis(Math.round(value.doubleValue() * 1000));
        }
        try {
            return Duration.parse(value.asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "advance must be a number of seconds, or a duration such as PT5M, not " + value, e);
        }
    }

    private static Instant instant(JsonNode value) {
        try {
            return Instant.parse(value.asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("set must be a time such as 2030-01-01T00:00:00Z, not " + value, e);
        }
    }
}
