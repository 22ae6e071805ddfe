package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The attributes of one type of resource: what may be set, and what is shown.
 *
 * <p>Threads: immutable.
 *
 * @param keys in the order in which they are shown
 */
record AttributeCatalogue(List<AttributeKey> keys) {

    /** {@code set} with what the member {@code Attributes} of {@code input} says; all of it or nothing. */
    Map<String, String> modify(Map<String, String> set, Input input) {
        Map<String, String> modified = new TreeMap<>(set);
        Set<String> given = new HashSet<>();
        for (Input attribute : input.structures("Attributes")) {
            AttributeKey key = key(attribute
                    .optionalString("Key")
                    .orElseThrow(() -> Refusals.validation("An attribute key must be specified")));
            if (!given.add(key.name())) {
                throw Refusals.validation("Attribute key '" + key.name() + "' has been specified more than once");
            }
            String value = attribute.optionalString("Value").orElse("");
            key.problem().apply(value).ifPresent(problem -> {
                throw Refusals.validation("'" + key.name() + "' value '" + value + "' " + problem);
            });
            if (!key.emulated() && !value.equals(key.defaultValue())) {
                throw AwsError.notEmulated("the attribute '" + key.name() + "' with the value '" + value + "' (only '"
                        + key.defaultValue() + "')");
            }
            modified.put(key.name(), value);
        }
        return Collections.unmodifiableMap(modified);
    }

    /** An answer with every key. */
    ObjectNode render(Map<String, String> set) {
        ObjectNode answer = Answer.empty();
        ArrayNode list = answer.putArray("Attributes");
        keys.forEach(key ->
                list.addObject().put("Key", key.name()).put("Value", set.getOrDefault(key.name(), key.defaultValue())));
        return answer;
    }

    private AttributeKey key(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusals.invalidConfiguration("Key " + name + " not valid"));
    }
}
