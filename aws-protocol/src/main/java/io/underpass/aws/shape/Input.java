package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A validated input: members by their names in the shape, absent and null being the same. Asking for a member as another
 * type than its shape's, or for an absent one as if it were required, is a programming error.
 *
 * <p>Threads: read-only; confined to one call.
 */
public final class Input {

    private final ObjectNode members;

    /** Wraps {@code members}, which were validated. */
    public Input(ObjectNode members) {
        this.members = members;
    }

    /** Whether the caller gave {@code member}. */
    public boolean has(String member) {
        return members.hasNonNull(member);
    }

    /** A member that is required. */
    public String string(String member) {
        return optionalString(member).orElseThrow(() -> new IllegalStateException(member + " is absent"));
    }

    /** A member that may be absent. */
    public Optional<String> optionalString(String member) {
        return present(member).map(JsonNode::textValue);
    }

    /** A member that may be absent. */
    public Optional<Integer> optionalInteger(String member) {
        return present(member).map(JsonNode::intValue);
    }

    /** A member that may be absent. */
    public Optional<Double> optionalNumber(String member) {
        return present(member).map(JsonNode::doubleValue);
    }

    /** A member that may be absent. */
    public Optional<Boolean> optionalBoolean(String member) {
        return present(member).map(JsonNode::booleanValue);
    }

    /** A list of strings; empty where the member is absent. */
    public List<String> strings(String member) {
        List<String> values = new ArrayList<>();
        present(member).ifPresent(list -> list.forEach(item -> values.add(item.textValue())));
        return List.copyOf(values);
    }

    /** A list of integers; empty where the member is absent. */
    public List<Integer> integers(String member) {
        List<Integer> values = new ArrayList<>();
        present(member).ifPresent(list -> list.forEach(item -> values.add(item.intValue())));
        return List.copyOf(values);
    }

    /** A map of strings in the caller's order; empty where the member is absent. */
    public Map<String, String> stringMap(String member) {
        Map<String, String> values = new LinkedHashMap<>();
        present(member)
                .ifPresent(map -> map.properties()
                        .forEach(entry ->
                                values.put(entry.getKey(), entry.getValue().textValue())));
        return java.util.Collections.unmodifiableMap(values);
    }

    /** A map of booleans in the caller's order; empty where the member is absent. */
    public Map<String, Boolean> booleanMap(String member) {
        Map<String, Boolean> values = new LinkedHashMap<>();
        present(member)
                .ifPresent(map -> map.properties()
                        .forEach(entry ->
                                values.put(entry.getKey(), entry.getValue().booleanValue())));
        return java.util.Collections.unmodifiableMap(values);
    }

    /** A map of lists of strings in the caller's order; empty where the member is absent. */
    public Map<String, List<String>> stringLists(String member) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        present(member)
                .ifPresent(map -> map.properties().forEach(entry -> {
                    List<String> list = new ArrayList<>();
                    entry.getValue().forEach(item -> list.add(item.textValue()));
                    values.put(entry.getKey(), List.copyOf(list));
                }));
        return java.util.Collections.unmodifiableMap(values);
    }

    /** A nested structure that may be absent. */
    public Optional<Input> structure(String member) {
        return present(member).map(node -> new Input((ObjectNode) node));
    }

    /** A map of structures in the caller's order; empty where the member is absent. */
    public Map<String, Input> structureMap(String member) {
        Map<String, Input> values = new LinkedHashMap<>();
        present(member)
                .ifPresent(map -> map.properties()
                        .forEach(entry -> values.put(entry.getKey(), new Input((ObjectNode) entry.getValue()))));
        return java.util.Collections.unmodifiableMap(values);
    }

    /** A list of structures; empty where the member is absent. */
    public List<Input> structures(String member) {
        List<Input> values = new ArrayList<>();
        present(member).ifPresent(list -> list.forEach(item -> values.add(new Input((ObjectNode) item))));
        return List.copyOf(values);
    }

    private Optional<JsonNode> present(String member) {
        return has(member) ? Optional.of(members.get(member)) : Optional.empty();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
