package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What patch operations do. Values come as text, whatever the member's type.
 *
 * <p>Threads: stateless.
 */
final class PatchChanges {

    private PatchChanges() {}

    /** Sets a string; an empty one unsets it. */
    static void setString(ObjectNode document, PatchOperation operation) {
        String value = operation.value().orElse("");
        if (value.isEmpty()) {
            parent(document, operation).remove(operation.key());
        } else {
            parent(document, operation).put(operation.key(), value);
        }
    }

    /** Sets a string, which may be empty. */
    static void setText(ObjectNode document, PatchOperation operation) {
        parent(document, operation).put(operation.key(), operation.value().orElse(""));
    }

    /** Whatever is not true is false, nothing at all too (observed of methods and request validators). */
    static void setBoolean(ObjectNode document, PatchOperation operation) {
        parent(document, operation)
                .put(operation.key(), Boolean.parseBoolean(operation.value().orElse("")));
    }

    static void setInteger(ObjectNode document, PatchOperation operation) {
        String value = operation.value().orElse("");
        if (value.isEmpty()) {
            parent(document, operation).remove(operation.key());
            return;
        }
        try {
            parent(document, operation).put(operation.key(), Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw Refusals.badRequest("Invalid patch value  '" + value + "' specified for path '"
                    + operation.path().orElse("") + "'. Must be an integer"); // wording: a guess
        }
    }

    /** Empties a map. A whole new map in one operation is not something AWS documents, hence refused. */
    static void clear(ObjectNode document, PatchOperation operation) {
        if (operation.value().filter(value -> !value.isEmpty()).isPresent()) {
            throw Refusals.badRequest("Invalid patch path " + operation.path().orElse("") + ": name one entry, as in "
                    + operation.path().orElse("") + "/name");
        }
        document.remove(operation.key());
    }

    /** Changes one entry of a map by {@code set}. */
    static PatchTable.Change entry(Supplier<AwsError> missing, PatchTable.Change set) {
        return (document, operation) -> {
            if (!operation.is("add") && !parent(document, operation).has(operation.key())) {
                throw missing.get();
            }
            if (operation.is("remove")) {
                parent(document, operation).remove(operation.key());
            } else {
                set.apply(document, operation);
            }
        };
    }

    /** Changes a list by {@code /member/item}; replacing removes the item and adds {@code value} at the end, as AWS does. */
    static void item(ObjectNode document, PatchOperation operation) {
        String member = operation.segments().get(0);
        String added = operation.is("replace")
                ? operation.value().filter(value -> !value.isEmpty()).orElse(operation.key())
                : operation.key();
        change(document, member, operation.is("add") ? "" : operation.key(), operation.is("remove") ? "" : added);
    }

    /** Changes a list by its value: {@code add /member} with the item as the value. */
    static void value(ObjectNode document, PatchOperation operation) {
        String value = operation.value().orElse("");
        change(document, operation.key(), operation.is("add") ? "" : value, operation.is("add") ? value : "");
    }

    /** Changes the list {@code member}, whose name in the path differs, by its value. */
    static void changeList(ObjectNode document, String member, PatchOperation operation) {
        String value = operation.value().orElse("");
        change(document, member, operation.is("add") ? "" : value, operation.is("add") ? value : "");
    }

    private static void change(ObjectNode document, String member, String removed, String added) {
        List<String> items = new ArrayList<>();
        if (document.get(member) instanceof ArrayNode before) {
            before.forEach(item -> items.add(item.textValue()));
        }
        items.remove(removed);
        if (!added.isEmpty() && !items.contains(added)) {
            items.add(added);
        }
        document.set(member, Json.list(items));
    }

    private static ObjectNode parent(ObjectNode document, PatchOperation operation) {
        ObjectNode parent = document;
        List<String> segments = operation.segments();
        for (String name : segments.subList(0, segments.size() - 1)) {
            JsonNode child = parent.get(name);
            parent = child instanceof ObjectNode object ? object : parent.putObject(name);
        }
        return parent;
    }
}
