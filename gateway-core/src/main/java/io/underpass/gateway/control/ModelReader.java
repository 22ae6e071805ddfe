package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.Ids;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.schema.ModelSchemas;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pcollections.TreePMap;

/**
 * Reads and checks a model, whether created or patched.
 *
 * <p>Threads: stateless.
 */
final class ModelReader {

    static final int ID_LENGTH = 6;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+");
    private static final int MAX_SCHEMA_BYTES = 400 * 1024;
    private static final String EMPTY_SCHEMA = """
            {
              "$schema": "http://json-schema.org/draft-04/schema#",
              "title" : "Empty Schema",
              "type" : "object"
            }""";
    private static final String ERROR_SCHEMA = """
            {
              "$schema" : "http://json-schema.org/draft-04/schema#",
              "title" : "Error Schema",
              "type" : "object",
              "properties" : {
                "message" : { "type" : "string" }
              }
            }""";

    private ModelReader() {}

    /** What every API has from the start, word for word as on AWS. */
    static ApiDefinitions initialDefinitions(Ids ids) {
        Model empty = initial("Empty", "This is a default empty schema model", EMPTY_SCHEMA, ids);
        Model error = initial("Error", "This is a default error schema model", ERROR_SCHEMA, ids);
        return ApiDefinitions.EMPTY.withModels(
                TreePMap.<String, Model>empty().plus(empty.name(), empty).plus(error.name(), error));
    }

    private static Model initial(String name, String description, String schema, Ids ids) {
        return new Model(
                ids.alphanumeric(ID_LENGTH), name, Optional.of(description), "application/json", Optional.of(schema));
    }

    /** Reads {@code input}; its schema may refer to the models of {@code api}, and to itself. */
    static Model read(Input input, String name, String id, ApiState api) {
        if (name.isEmpty()) {
            throw Refusals.badRequest("Model name must be non-empty");
        }
        if (!NAME.matcher(name).matches()) {
            throw Refusals.badRequest("Model name must be alphanumeric: " + name);
        }
        String contentType = input.string("contentType");
        ContentTypes.check(contentType);
        Optional<String> schema = input.optionalString("schema").filter(text -> !text.isBlank());
        if (schema.isEmpty()) {
            throw Refusals.badRequest("Model schema must have at least 1 property or array items defined");
        }
        checkSchema(schema.get(), contentType, name, api);
        return new Model(id, name, input.optionalString("description"), contentType, schema);
    }

    /** AWS asks for a JSON schema where the content is JSON; anything else it keeps as it comes. */
    private static void checkSchema(String schema, String contentType, String name, ApiState api) {
        if (schema.getBytes(StandardCharsets.UTF_8).length > MAX_SCHEMA_BYTES) {
            throw invalid(List.of("Model schema exceeds the maximum size of 400 KB")); // wording: a guess
        }
        if (contentType.toLowerCase(Locale.ROOT).contains("json")) {
            Set<String> names = new HashSet<>(api.definitions().models().keySet());
            names.add(name);
            List<String> problems = ModelSchemas.problems(api.api().id(), schema, names);
            if (!problems.isEmpty()) {
                throw invalid(problems);
            }
        }
    }

    private static AwsError invalid(List<String> problems) {
        return Refusals.badRequest("Invalid model specified: Validation Result: warnings : [], errors : " + problems);
    }
}
