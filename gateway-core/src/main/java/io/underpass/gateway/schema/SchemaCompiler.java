package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the schemas that one model leads to into {@link SchemaNode}s. One that is referred to is compiled once, by a list
 * of what is left to do instead of by recursion, so that neither circles nor depth matter.
 *
 * <p>Threads: one.
 */
final class SchemaCompiler {

    private final String restApiId;
    private final Map<String, JsonNode> documents;
    private final Map<JsonNode, SchemaNode> compiled = new IdentityHashMap<>();
    private final Deque<Unfilled> left = new ArrayDeque<>();

    /**
     * Compiles schemas of the API {@code restApiId}.
     *
     * @param documents the schemas of its models, by the models' names
     */
    SchemaCompiler(String restApiId, Map<String, JsonNode> documents) {
        this.restApiId = restApiId;
        this.documents = documents;
    }

    private record Unfilled(SchemaNode node, SchemaSource source) {}

    /** The schema of the model {@code name}, complete. */
    SchemaNode compile(String name) throws UnusableSchema {
        SchemaNode root = node(document(name));
        for (Unfilled next = left.poll(); next != null; next = left.poll()) {
            new SchemaReader(this, next.source()).fill(next.node());
        }
        return root;
    }

    /** The node of {@code source}, to be filled later. */
    SchemaNode node(SchemaSource source) throws UnusableSchema {
        SchemaSource target = resolved(source);
        SchemaNode known = compiled.get(target.node());
        if (known != null) {
            return known;
        }
        SchemaNode made = new SchemaNode();
        compiled.put(target.node(), made);
        left.add(new Unfilled(made, target));
        return made;
    }

    /** Follows references; what stands beside one counts for nothing, says draft-04. */
    private SchemaSource resolved(SchemaSource source) throws UnusableSchema {
        SchemaSource current = source;
        Map<JsonNode, Boolean> passed = new IdentityHashMap<>();
        while (current.node().path("$ref").isTextual()) {
            String reference = current.node().get("$ref").textValue();
            if (passed.put(current.node(), true) != null) {
                throw new UnusableSchema("references go in a circle: " + reference);
            }
            current = target(current, reference);
        }
        return current;
    }

    private SchemaSource target(SchemaSource from, String reference) throws UnusableSchema {
        if (reference.startsWith("#")) {
            Optional<SchemaSource> found = from.at(reference);
            if (found.isEmpty()) {
                throw new UnusableSchema("there is no schema at " + reference);
            }
            return found.get();
        }
        Optional<String> model = ModelReference.model(restApiId, reference);
        if (model.isEmpty()) {
            throw new UnusableSchema(reference + " is no model of this API");
        }
        return document(model.get());
    }

    private SchemaSource document(String name) throws UnusableSchema {
        JsonNode document = documents.get(name);
        if (document == null) {
            throw new UnusableSchema("there is no model '" + name + "' with a JSON schema");
        }
        return new SchemaSource(document, document);
    }
}
