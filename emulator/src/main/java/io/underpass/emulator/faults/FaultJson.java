package io.underpass.emulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Faults as JSON: <code>{"target": "127.0.0.1:8080", "latencyMillis": 300, "percentage": 20}</code>. Threads: stateless. */
public final class FaultJson {

    private static final String LATENCY = "latencyMillis";
    private static final String JITTER = "jitterMillis";
    private static final String STATUS = "status";
    private static final String RESET = "reset";
    private static final String PERCENTAGE = "percentage";
    private static final String TIMES = "times";
    private static final String HEALTH_CHECKS = "healthChecks";
    private static final List<String> EFFECTS =
            List.of(LATENCY, JITTER, STATUS, RESET, PERCENTAGE, TIMES, HEALTH_CHECKS);
    private static final int MOST_MILLIS = 600_000;

    private FaultJson() {}

    /** Reads a fault; an IllegalArgumentException says what is wrong with it. */
    public static Fault read(ObjectNode json) {
        List<FaultPlace> places = Arrays.stream(FaultPlace.values())
                .filter(place -> json.has(place.code()))
                .toList();
        if (places.size() != 1) {
            throw new IllegalArgumentException("a fault is on exactly one of " + codes() + ", this one is on "
                    + (places.isEmpty() ? "none" : "several"));
        }
        Set<String> known =
                Stream.concat(EFFECTS.stream(), Stream.of(places.get(0).code())).collect(Collectors.toSet());
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("a fault has no member '" + name + "'; there are: " + codes() + ", "
                        + String.join(", ", EFFECTS));
            }
        });
        Fault fault = Fault.on(places.get(0), text(json, places.get(0).code()))
                .latency(Duration.ofMillis(whole(json, LATENCY, 0)))
                .jitter(Duration.ofMillis(whole(json, JITTER, 0)))
                .percentage(number(json, PERCENTAGE, 100));
        if (json.has(STATUS)) {
            fault = fault.status(whole(json, STATUS, 0));
        }
        if (json.has(TIMES)) {
            fault = fault.times(whole(json, TIMES, 0));
        }
        if (!flag(json, HEALTH_CHECKS, true)) {
            fault = fault.sparingHealthChecks();
        }
        return flag(json, RESET, false) ? fault.reset() : fault;
    }

    /** A fault that was added. */
    public static ObjectNode write(StandingFault standing) {
        Fault fault = standing.fault();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", standing.id());
        json.put(fault.place().code(), fault.name());
        if (!fault.latency().isZero()) {
            json.put(LATENCY, fault.latency().toMillis());
        }
        if (!fault.jitter().isZero()) {
            json.put(JITTER, fault.jitter().toMillis());
        }
        fault.status().ifPresent(status -> json.put(STATUS, status));
        if (fault.resets()) {
            json.put(RESET, true);
        }
        json.put(PERCENTAGE, fault.percentage());
        fault.times().ifPresent(times -> json.put(TIMES, times));
        if (!fault.healthChecks()) {
            json.put(HEALTH_CHECKS, false);
        }
        json.put("hits", standing.hits());
        json.put("spent", standing.spent());
        return json;
    }

    private static String codes() {
        return Arrays.stream(FaultPlace.values()).map(FaultPlace::code).collect(Collectors.joining(", "));
    }

    private static String text(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " must be a text");
        }
        return value.textValue();
    }

    private static int whole(ObjectNode json, String name, int otherwise) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MOST_MILLIS) {
            throw new IllegalArgumentException(name + " must be a whole number from 0 to " + MOST_MILLIS);
        }
        return value.intValue();
    }

    private static double number(ObjectNode json, String name, double otherwise) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return value.asDouble(otherwise);
    }

    private static boolean flag(ObjectNode json, String name, boolean otherwise) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.asBoolean(otherwise);
    }
}
