package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Authorizer;

/** Writes an authorizer as AWS answers it. Threads: stateless. */
final class AuthorizerJson {

    private AuthorizerJson() {}

    static ObjectNode of(Authorizer authorizer) {
        ObjectNode node = Json.object();
        node.put("id", authorizer.id());
        node.put("name", authorizer.name());
        node.put("type", authorizer.type());
        Json.putList(node, "providerARNs", authorizer.providerArns());
        Json.put(node, "authType", authorizer.authType());
        Json.put(node, "authorizerUri", authorizer.authorizerUri());
        Json.put(node, "authorizerCredentials", authorizer.authorizerCredentials());
        Json.put(node, "identitySource", authorizer.identitySource());
        Json.put(node, "identityValidationExpression", authorizer.identityValidationExpression());
        authorizer
                .authorizerResultTtlInSeconds()
                .ifPresent(seconds -> node.put("authorizerResultTtlInSeconds", seconds));
        return node;
    }
}
