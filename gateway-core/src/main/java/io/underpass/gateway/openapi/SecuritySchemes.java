package io.underpass.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The security schemes of a document: authorizers, signatures, API keys; and what of them a method asks for.
 *
 * <p>AWS's list of known issues says that security at the top of a document is ignored. Recorded imports show otherwise: it
 * holds for each operation without its own, and so it does here.
 *
 * <p>Threads: confined to one import.
 */
final class SecuritySchemes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SIGNATURES = "awsSigv4";
    private static final String API_KEY_HEADER = "x-api-key";

    private final Document document;
    private final List<String> warnings;

    SecuritySchemes(Document document, List<String> warnings) {
        this.document = document;
        this.warnings = warnings;
    }

    /** The authorizers, also those that no method uses. */
    List<ObjectNode> authorizers() {
        List<ObjectNode> authorizers = new ArrayList<>();
        Document.each(document.securitySchemes(), (name, unresolved) -> {
            JsonNode scheme = document.resolve(unresolved);
            if (scheme.has(Extensions.AUTHORIZER)) {
                if (typeOf(scheme).equals("JWT")) {
                    warnings.add("The authorizer " + name + " of type jwt is for HTTP APIs and was ignored");
                } else {
                    authorizers.add(authorizer(name, scheme));
                }
            }
        });
        return authorizers;
    }

    private ObjectNode authorizer(String name, JsonNode scheme) {
        JsonNode given = document.resolve(scheme.path(Extensions.AUTHORIZER));
        String type = typeOf(scheme);
        ObjectNode members = NODES.objectNode().put("name", name).put("type", type);
        copy(members, "authType", scheme.path(Extensions.AUTH_TYPE));
        copy(members, "authorizerUri", given.path("authorizerUri"));
        copy(members, "authorizerCredentials", given.path("authorizerCredentials"));
        copy(members, "identityValidationExpression", given.path("identityValidationExpression"));
        copy(members, "identitySource", given.path("identitySource"));
        if (!members.has("identitySource") && !type.equals("REQUEST")) {
            Document.text(scheme.path("name"))
                    .ifPresent(header -> members.put("identitySource", "method.request.header." + header));
        }
        JsonNode ttl = given.path("authorizerResultTtlInSeconds");
        if (ttl.isValueNode() && !ttl.isNull()) {
            members.put("authorizerResultTtlInSeconds", ttl.asInt(-1));
        }
        if (given.path("providerARNs").isArray()) {
            ArrayNode pools = members.putArray("providerARNs");
            given.path("providerARNs").forEach(pool -> pools.add(pool.asText()));
        }
        return members;
    }

    /** Sets in {@code method} what {@code operation} asks for, and gives the name of its authorizer. */
    Optional<String> apply(JsonNode operation, ObjectNode method, String where) {
        JsonNode requirements = operation.has("security") ? operation.get("security") : document.at("security");
        List<String> authorizers = new ArrayList<>();
        method.put("authorizationType", "NONE");
        requirements.forEach(requirement ->
                Document.each(requirement, (name, scopes) -> require(name, scopes, method, authorizers, where)));
        Document.text(operation.path(Extensions.AUTH).path("type"))
                .map(type -> type.toUpperCase(Locale.ROOT))
                .filter(type -> type.equals("NONE") || type.equals("AWS_IAM"))
                .ifPresent(type -> {
                    method.put("authorizationType", type);
                    authorizers.clear();
                });
        return authorizers.stream().findFirst();
    }

    private void require(String name, JsonNode scopes, ObjectNode method, List<String> authorizers, String where) {
        JsonNode scheme = document.resolve(document.securitySchemes().path(name));
        if (scheme.has(Extensions.AUTHORIZER) && !typeOf(scheme).equals("JWT")) {
            boolean pool = typeOf(scheme).equals("COGNITO_USER_POOLS");
            method.put("authorizationType", pool ? "COGNITO_USER_POOLS" : "CUSTOM");
            authorizers.add(name);
            if (pool && !scopes.isEmpty()) {
                ArrayNode list = method.putArray("authorizationScopes");
                scopes.forEach(scope -> list.add(scope.asText()));
            }
        } else if (scheme.path(Extensions.AUTH_TYPE).asText().equalsIgnoreCase(SIGNATURES)) {
            method.put("authorizationType", "AWS_IAM");
        } else if (scheme.path("type").asText().equals("apiKey")
                && scheme.path("name").asText().equalsIgnoreCase(API_KEY_HEADER)) {
            method.put("apiKeyRequired", true);
        } else {
            warnings.add("The security scheme " + name + " of " + where
                    + (scheme.isMissingNode() ? " is not defined" : " names no authorizer") + " and was ignored");
        }
    }

    private String typeOf(JsonNode scheme) {
        return document.resolve(scheme.path(Extensions.AUTHORIZER))
                .path("type")
                .asText()
                .toUpperCase(Locale.ROOT);
    }

    private static void copy(ObjectNode members, String member, JsonNode value) {
        Document.text(value).ifPresent(text -> members.put(member, text));
    }
}
