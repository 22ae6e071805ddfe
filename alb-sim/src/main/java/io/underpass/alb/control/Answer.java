package io.underpass.alb.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Page;
import io.underpass.aws.shape.Input;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts answers together. Threads: stateless. */
final class Answer {

    /** The most items a page may hold, and how many it does where the caller does not say. */
    static final int PAGE_SIZE = 400;

    private static final int DESCRIBED_AT_ONCE = 20;

    private Answer() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An answer whose one member is a list. */
    static ObjectNode list(String member, List<ObjectNode> items) {
        ObjectNode answer = empty();
        answer.putArray(member).addAll(items);
        return answer;
    }

    /** The page of {@code items} that the members Marker and PageSize of {@code input} ask for. */
    static <T> ObjectNode page(
            String member, Input input, Map<String, T> items, Function<? super T, ObjectNode> rendering) {
        Page<Map.Entry<String, T>> page;
        try {
            page = Page.of(
                    new TreeMap<>(items).entrySet(),
                    Map.Entry::getKey,
                    input.optionalString("Marker").filter(marker -> !marker.isEmpty()),
                    input.optionalInteger("PageSize").orElse(PAGE_SIZE));
        } catch (IllegalArgumentException e) {
            throw Refusals.validation("The marker '" + input.string("Marker") + "' is not valid");
        }
        ObjectNode answer = list(
                member,
                page.items().stream()
                        .map(item -> rendering.apply(item.getValue()))
                        .toList());
        page.next().ifPresent(next -> answer.put("NextMarker", next));
        return answer;
    }

    /** Refuses to look more than a few {@code things} up by name in one call (AWS's text). */
    static void checkCount(List<String> asked, String things) {
        if (asked.size() > DESCRIBED_AT_ONCE) {
            throw Refusals.validation(
                    "You cannot describe more than '" + DESCRIBED_AT_ONCE + "' " + things + " at a time");
        }
    }

    static ArrayNode texts(Collection<String> values) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        values.forEach(texts::add);
        return texts;
    }
}
