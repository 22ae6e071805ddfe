package io.underpass.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of two states, but for what bears a tag in either of them: that is as in the other state. A load balancer's listeners
 * and rules go with it, and so does all of an API.
 *
 * <p>Threads: confined to one thread.
 */
final class Beginning {

    private static final List<String> PARENTS = List.of("loadBalancerArn", "listenerArn");

    private final String tag;
    private final String value;

    /** For what bears {@code tag} with {@code value}. */
    Beginning(String tag, String value) {
        this.tag = tag;
        this.value = value;
    }

    /** The document {@code start} with what bears the tag as it is in the document {@code now}. */
    ObjectNode of(JsonNode start, JsonNode now) {
        Set<String> inStart = tagged(start);
        Set<String> inNow = tagged(now);
        ObjectNode made = now.deepCopy();
        for (Map.Entry<String, JsonNode> domain : now.properties()) {
            for (Map.Entry<String, JsonNode> table : domain.getValue().properties()) {
                ObjectNode kept = (ObjectNode) made.get(domain.getKey()).get(table.getKey());
                table.getValue().fieldNames().forEachRemaining(key -> {
                    if (!inNow.contains(name(domain, table, key))) {
                        kept.remove(key);
                    }
                });
            }
        }
        for (Map.Entry<String, JsonNode> domain : start.properties()) {
            for (Map.Entry<String, JsonNode> table : domain.getValue().properties()) {
                ObjectNode all = made.withObjectProperty(domain.getKey()).withObjectProperty(table.getKey());
                table.getValue().properties().forEach(entry -> {
                    if (!inStart.contains(name(domain, table, entry.getKey())) && !all.has(entry.getKey())) {
                        all.set(entry.getKey(), entry.getValue());
                    }
                });
            }
        }
        return made;
    }

    /** What bears the tag in {@code document}, and what belongs to that. */
    private Set<String> tagged(JsonNode document) {
        Set<String> found = new HashSet<>();
        Set<String> keys = new HashSet<>();
        boolean more = true;
        while (more) { // Rules belong to listeners, which belong to load balancers.
            more = false;
            for (Map.Entry<String, JsonNode> domain : document.properties()) {
                for (Map.Entry<String, JsonNode> table : domain.getValue().properties()) {
                    for (Map.Entry<String, JsonNode> entry : table.getValue().properties()) {
                        if (isTagged(entry.getValue()) || belongs(entry.getValue(), keys)) {
                            keys.add(entry.getKey());
                            more |= found.add(name(domain, table, entry.getKey()));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String name(Map.Entry<String, JsonNode> domain, Map.Entry<String, JsonNode> table, String key) {
        return domain.getKey() + ' ' + table.getKey() + ' ' + key;
    }

    private boolean isTagged(JsonNode thing) {
        return thing.path("tags").path(tag).asText().equals(value)
                || thing.path("api").path("tags").path(tag).asText().equals(value);
    }

    private static boolean belongs(JsonNode thing, Set<String> keys) {
        return PARENTS.stream()
                .anyMatch(parent -> keys.contains(thing.path(parent).asText()));
    }
}
