package io.underpass.gateway.schema;

import java.util.Optional;

/**
 * The address by which a model's schema refers to another model of its API. It is a name only; nothing is ever fetched.
 *
 * <p>Threads: stateless.
 */
final class ModelReference {

    private static final String MODELS = "/models/";

    private ModelReference() {}

    /** The address of the model {@code name}. */
    static String to(String restApiId, String name) {
        return "https://apigateway.amazonaws.com/restapis/" + restApiId + MODELS + name;
    }

    /** The model that {@code reference} names; empty where it is none of the API {@code restApiId}. */
    static Optional<String> model(String restApiId, String reference) {
        String prefix = to(restApiId, "");
        return reference.startsWith(prefix) && reference.length() > prefix.length()
                ? Optional.of(reference.substring(prefix.length()))
                : Optional.empty();
    }
}
