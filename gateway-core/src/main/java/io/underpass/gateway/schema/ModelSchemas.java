package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of all models of one API, and what makes a text such a schema.
 *
 * <p>Threads: immutable.
 */
public final class ModelSchemas {

    private final String restApiId;
    private final Map<String, JsonNode> documents;

    private ModelSchemas(String restApiId, Map<String, JsonNode> documents) {
        this.restApiId = restApiId;
        this.documents = documents;
    }

    /**
     * Reads {@code schemas}, by the names of their models; a text that is no JSON object is passed over.
     *
     * @param restApiId in references from one model to another
     */
    public static ModelSchemas of(String restApiId, Map<String, String> schemas) {
        Map<String, JsonNode> documents = new HashMap<>();
        schemas.forEach((name, text) ->
                SchemaJson.parse(text).filter(JsonNode::isObject).ifPresent(document -> documents.put(name, document)));
        return new ModelSchemas(restApiId, documents);
    }

    /** The schema of the model {@code name}, compiled; where it cannot be, each body gets that as its verdict. */
    public ModelSchema compile(String name) {
        try {
            return ModelSchema.of(name, new SchemaCompiler(restApiId, documents).compile(name));
        } catch (UnusableSchema e) {
            return ModelSchema.unusable(name, String.valueOf(e.getMessage()));
        }
    }

    /** The schema of the model {@code name} as text, with what it refers to put into its {@code definitions}. */
    public String flattened(String name) {
        return new Flattening(restApiId, documents, name).text();
    }

    /** The mapping template that AWS suggests for the model {@code name}. */
    public String template(String name) {
        return new SampleTemplate(restApiId, documents).of(name);
    }

    /**
     * What is wrong with {@code schema} as the schema of a model, in AWS's words; nothing where it can be one.
     *
     * @param models the names that it may refer to
     */
    public static List<String> problems(String restApiId, String schema, Set<String> models) {
        return SchemaSyntax.problems(restApiId, schema, models);
    }

    /** The models of the API {@code restApiId} that {@code schema} refers to. */
    public static Set<String> references(String restApiId, String schema) {
        return SchemaSyntax.references(restApiId, schema);
    }
}
