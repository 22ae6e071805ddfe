package io.underpass.gateway.control;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.schema.ModelSchemas;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds what keeps a model or a request validator from being deleted. The words for method requests are AWS's (spec 6.6),
 * all others follow them and are a guess.
 *
 * <p>Threads: stateless.
 */
final class References {

    private References() {}

    /** The first place that refers to the model {@code name}. */
    static Optional<String> toModel(ApiState api, String name) {
        return inMethods(api, (resource, method) -> inMethod(resource, method, name))
                .or(() -> inModels(api, name));
    }

    /** The first method that uses the request validator {@code id}. */
    static Optional<String> toValidator(ApiState api, String id) {
        return inMethods(
                api,
                (resource, method) -> method.requestValidatorId()
                        .filter(id::equals)
                        .map(used -> "method request: " + place(resource, method)));
    }

    private static Optional<String> inMethods(ApiState api, BiFunction<Resource, Method, Optional<String>> reference) {
        for (Resource resource : api.resources().values()) {
            for (Method method : resource.methods().values()) {
                Optional<String> found = reference.apply(resource, method);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inMethod(Resource resource, Method method, String model) {
        if (method.requestModels().containsValue(model)) {
            return Optional.of("method request: " + place(resource, method));
        }
        return method.methodResponses().values().stream()
                .filter(response -> response.responseModels().containsValue(model))
                .map(response -> "method response: " + place(resource, method) + '/' + response.statusCode())
                .findFirst();
    }

    private static Optional<String> inModels(ApiState api, String name) {
        return api.definitions().models().values().stream()
                .filter(model -> !model.name().equals(name))
                .filter(model -> model.schema().stream()
                        .anyMatch(schema ->
                                ModelSchemas.references(api.api().id(), schema).contains(name)))
                .map(Model::name)
                .map(other -> "model: " + other)
                .findFirst();
    }

    private static String place(Resource resource, Method method) {
        return (resource.path().equals("/") ? "" : resource.path()) + '/' + method.httpMethod();
    }
}
