package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Reads and checks a method's settings, whether put or patched.
 *
 * <p>Threads: stateless.
 */
final class MethodReader {

    private static final List<String> VERBS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY");
    private static final List<String> AUTHORIZATION_TYPES = List.of("NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS");

    private MethodReader() {}

    /** A new method, which may refer to {@code definitions}. */
    static Method read(Input input, String verb, ApiDefinitions definitions) {
        return read(input, verb, TreePMap.empty(), definitions).withIntegration(Optional.empty());
    }

    /** {@code before} with the settings of {@code input}. */
    static Method read(Input input, Method before, ApiDefinitions definitions) {
        return read(input, before.httpMethod(), before.methodResponses(), definitions)
                .withIntegration(before.integration());
    }

    private static Method read(
            Input input, String verb, PSortedMap<String, MethodResponse> responses, ApiDefinitions definitions) {
        String authorizationType =
                input.optionalString("authorizationType").orElse("NONE").toUpperCase(Locale.ROOT);
        Optional<String> authorizerId = authorizerId(authorizationType, input, definitions);
        Optional<String> validator = input.optionalString("requestValidatorId").filter(id -> !id.isEmpty());
        if (validator
                .filter(id -> !definitions.requestValidators().containsKey(id))
                .isPresent()) {
            throw Refusals.badRequest("Invalid Request Validator identifier specified");
        }
        Map<String, Boolean> parameters = input.booleanMap("requestParameters");
        MappingExpressions.checkMethodRequest(parameters.keySet());
        Map<String, String> models = input.stringMap("requestModels");
        checkModels(models, definitions);
        return new Method(
                verb,
                authorizationType,
                authorizerId,
                input.optionalBoolean("apiKeyRequired").orElse(false),
                validator,
                input.optionalString("operationName"),
                parameters,
                models,
                input.strings("authorizationScopes"),
                responses,
                Optional.empty());
    }

    static void checkVerb(String verb) {
        if (!VERBS.contains(verb)) {
            throw Refusals.badRequest("Invalid HttpMethod specified. Valid options are " + String.join(",", VERBS));
        }
    }

    static void checkModels(Map<String, String> models, ApiDefinitions definitions) {
        models.forEach((contentType, model) -> {
            ContentTypes.check(contentType);
            if (!definitions.models().containsKey(model)) {
                throw Refusals.badRequest("Invalid model identifier specified: " + model);
            }
        });
    }

    /** The authorizer, which types that need none do not keep. */
    private static Optional<String> authorizerId(String type, Input input, ApiDefinitions definitions) {
        if (!AUTHORIZATION_TYPES.contains(type)) {
            throw Refusals.badRequest("Invalid authorization type specified. Valid options are "
                    + String.join(",", AUTHORIZATION_TYPES)); // wording: a guess
        }
        boolean cognito = type.equals("COGNITO_USER_POOLS");
        if (!cognito && !type.equals("CUSTOM")) {
            return Optional.empty();
        }
        Optional<String> id = input.optionalString("authorizerId")
                .filter(text -> Optional.ofNullable(definitions.authorizers().get(text))
                        .filter(found -> found.type().equals("COGNITO_USER_POOLS") == cognito)
                        .isPresent());
        if (id.isEmpty()) {
            throw Refusals.badRequest("Invalid authorizer ID specified. Setting the authorization type to CUSTOM or"
                    + " COGNITO_USER_POOLS requires a valid authorizer.");
        }
        return id;
    }
}
