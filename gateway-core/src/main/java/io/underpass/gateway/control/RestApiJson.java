package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.policy.PolicyText;

/** Writes an API as AWS answers it. Threads: stateless. */
final class RestApiJson {

    private RestApiJson() {}

    /** {@code api}, its tags only where it has any: the answer of CreateRestApi. */
    static ObjectNode created(RestApi api) {
        ObjectNode node = Json.object();
        node.put("id", api.id());
        node.put("name", api.name());
        Json.put(node, "description", api.description());
        node.put("createdDate", api.createdDate().getEpochSecond());
        Json.put(node, "version", api.version());
        Json.putList(node, "binaryMediaTypes", api.binaryMediaTypes());
        api.minimumCompressionSize().ifPresent(size -> node.put("minimumCompressionSize", size));
        node.put("apiKeySource", api.apiKeySource());
        ObjectNode endpoint = node.putObject("endpointConfiguration");
        endpoint.set("types", Json.list(api.endpointConfiguration().types()));
        endpoint.put("ipAddressType", api.endpointConfiguration().ipAddressType());
        Json.putList(endpoint, "vpcEndpointIds", api.endpointConfiguration().vpcEndpointIds());
        api.policy()
                .map(policy -> PolicyText.expanded(policy, api.scope(), api.id()))
                .ifPresent(policy -> node.put("policy", PolicyText.escaped(policy)));
        Json.putStrings(node, "tags", api.tags());
        node.put("disableExecuteApiEndpoint", api.disableExecuteApiEndpoint());
        node.put("rootResourceId", api.rootResourceId());
        Json.put(node, "securityPolicy", api.securityPolicy());
        Json.put(node, "endpointAccessMode", api.endpointAccessMode());
        return node;
    }

    /** {@code api}, its tags even where it has none: the other answers (spec 6.4). */
    static ObjectNode of(RestApi api) {
        ObjectNode node = created(api);
        node.set("tags", Json.strings(api.tags()));
        return node;
    }
}
