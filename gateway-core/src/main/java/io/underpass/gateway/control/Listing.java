package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Page;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import java.util.function.Function;

/**
 * Lists of version 1 of the API: {@code item} and {@code position} (spec 6.1).
 *
 * <p>Threads: stateless.
 */
final class Listing {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 500;

    private Listing() {}

    /** {@code shape} with the query parameters of a list. */
    static StructureShape paged(StructureShape shape) {
        return shape.query("position", "position", Shapes.string()).query("limit", "limit", Shapes.integer());
    }

    /**
     * One page of {@code all}.
     *
     * @param all ordered by {@code key}
     * @param json writes one item
     */
    static <T> ObjectNode page(Input input, Iterable<T> all, Function<T, String> key, Function<T, ObjectNode> json) {
        Page<T> page;
        try {
            page = Page.of(all, key, input.optionalString("position").filter(text -> !text.isEmpty()), limit(input));
        } catch (IllegalArgumentException e) {
            throw Refusals.badRequest("Invalid position parameter specified"); // wording: a guess
        }
        ObjectNode node = Json.object();
        ArrayNode items = node.putArray("item");
        page.items().forEach(item -> items.add(json.apply(item)));
        Json.put(node, "position", page.next());
        return node;
    }

    /** A guess: AWS documents the maximum, not what becomes of a greater or a senseless value. */
    private static int limit(Input input) {
        int limit = input.optionalInteger("limit").orElse(DEFAULT_LIMIT);
        if (limit < 1) {
            throw Refusals.badRequest("Invalid limit parameter specified: it must be at least 1");
        }
        return Math.min(limit, MAX_LIMIT);
    }
}
