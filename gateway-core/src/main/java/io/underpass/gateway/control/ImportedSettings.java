package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.RestApi;
import java.util.List;
import java.util.Optional;

/**
 * The settings of an API after an import, as members of CreateRestApi.
 *
 * <p>Threads: stateless.
 */
final class ImportedSettings {

    private static final String ENDPOINT = "endpointConfiguration";

    private ImportedSettings() {}

    /** Those of a new API. */
    static ObjectNode of(ObjectNode given, ImportParameters parameters) {
        ObjectNode settings = given.deepCopy();
        if (!parameters.tags().isEmpty()) {
            settings.set("tags", Json.strings(parameters.tags()));
        }
        parameters
                .endpointTypes()
                .ifPresent(values -> settings.withObjectProperty(ENDPOINT).set("types", Json.list(values)));
        return settings;
    }

    /** Those of {@code before} with {@code given} over them; lists of binary media types are joined (spec 6.7). */
    static ObjectNode merged(RestApi before, ObjectNode given, Optional<List<String>> types) {
        ObjectNode settings = RestApiJson.of(before);
        Json.put(settings, "policy", before.policy());
        ObjectNode endpoint = endpoint(settings, given, types);
        ArrayNode binary = Json.list(before.binaryMediaTypes());
        given.path("binaryMediaTypes").forEach(binary::add);
        settings.setAll(given);
        settings.set("binaryMediaTypes", binary);
        settings.set(ENDPOINT, endpoint);
        return settings;
    }

    /** Those of {@code given}; what a document cannot say stays. */
    static ObjectNode overwritten(RestApi before, ObjectNode given, Optional<List<String>> types) {
        ObjectNode whole = RestApiJson.of(before);
        ObjectNode settings = Json.object().put("name", before.name());
        for (String kept : List.of("tags", "securityPolicy", "endpointAccessMode", ENDPOINT)) {
            if (whole.has(kept)) {
                settings.set(kept, whole.get(kept));
            }
        }
        ObjectNode endpoint = endpoint(settings, given, types);
        settings.setAll(given);
        settings.set(ENDPOINT, endpoint);
        return settings;
    }

    private static ObjectNode endpoint(ObjectNode settings, ObjectNode given, Optional<List<String>> types) {
        ObjectNode endpoint = (ObjectNode) settings.get(ENDPOINT).deepCopy();
        if (given.path(ENDPOINT) instanceof ObjectNode changes) {
            endpoint.setAll(changes);
        }
        types.ifPresent(values -> endpoint.set("types", Json.list(values)));
        if (endpoint.path("types").path(0).asText().equals("PRIVATE")
                && !given.path(ENDPOINT).has("ipAddressType")) {
            endpoint.put("ipAddressType", "dualstack");
        }
        return endpoint;
    }
}
