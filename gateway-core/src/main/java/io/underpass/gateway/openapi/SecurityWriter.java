package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.Method;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes authorizers, signatures and API keys as security schemes, and what methods ask of them.
 *
 * <p>Threads: confined to one export.
 */
final class SecurityWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String HEADER_SOURCE = "method.request.header.";
    private static final String API_KEY = "api_key";
    private static final String SIGNATURE = "sigv4";

    private final ApiDefinitions definitions;
    private final ExportOptions options;
    private boolean keys;
    private boolean signatures;

    SecurityWriter(ApiDefinitions definitions, ExportOptions options) {
        this.definitions = definitions;
        this.options = options;
    }

    /** Adds to {@code operation} what {@code method} asks for. */
    void write(Method method, ObjectNode operation) {
        ArrayNode security = NODES.arrayNode();
        if (method.apiKeyRequired()) {
            keys = true;
            security.addObject().putArray(API_KEY);
        }
        if (method.authorizationType().equals("AWS_IAM")) {
            signatures = true;
            security.addObject().putArray(SIGNATURE);
        }
        method.authorizerId()
                .flatMap(id -> Optional.ofNullable(definitions.authorizers().get(id)))
                .ifPresent(authorizer -> method.authorizationScopes()
                        .forEach(security.addObject().putArray(authorizer.name())::add));
        if (!security.isEmpty()) {
            operation.set("security", security);
        }
    }

    /** All schemes: to be asked once all methods are written. */
    ObjectNode schemes() {
        ObjectNode schemes = NODES.objectNode();
        if (keys) {
            scheme(schemes, API_KEY, "x-api-key");
        }
        if (signatures) {
            scheme(schemes, SIGNATURE, "Authorization").put(Extensions.AUTH_TYPE, "awsSigv4");
        }
        definitions.authorizers().values().forEach(authorizer -> write(authorizer, schemes));
        return schemes;
    }

    private void write(Authorizer authorizer, ObjectNode schemes) {
        String source = authorizer.identitySource().orElse("");
        boolean oneHeader = source.startsWith(HEADER_SOURCE) && source.indexOf(',') < 0;
        ObjectNode scheme =
                scheme(schemes, authorizer.name(), oneHeader ? source.substring(HEADER_SOURCE.length()) : "Unused");
        if (!options.authorizers()) {
            return;
        }
        authorizer.authType().ifPresent(type -> scheme.put(Extensions.AUTH_TYPE, type));
        ObjectNode members = scheme.putObject(Extensions.AUTHORIZER);
        members.put("type", authorizer.type().toLowerCase(Locale.ROOT));
        authorizer.authorizerUri().ifPresent(uri -> members.put("authorizerUri", uri));
        authorizer.authorizerCredentials().ifPresent(role -> members.put("authorizerCredentials", role));
        authorizer.identitySource().ifPresent(text -> members.put("identitySource", text));
        authorizer
                .identityValidationExpression()
                .ifPresent(expression -> members.put("identityValidationExpression", expression));
        authorizer
                .authorizerResultTtlInSeconds()
                .ifPresent(seconds -> members.put("authorizerResultTtlInSeconds", seconds));
        if (!authorizer.providerArns().isEmpty()) {
            authorizer.providerArns().forEach(members.putArray("providerARNs")::add);
        }
    }

    private static ObjectNode scheme(ObjectNode schemes, String name, String header) {
        return schemes.putObject(name).put("type", "apiKey").put("name", header).put("in", "header");
    }
}
