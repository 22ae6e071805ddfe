package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiKey;

/** Writes an API key as AWS answers it (spec 6.4). Threads: stateless. */
final class ApiKeyJson {

    private ApiKeyJson() {}

    /** {@code key} with its value. */
    static ObjectNode shown(ApiKey key) {
        ObjectNode node = Json.object();
        node.put("id", key.id());
        node.put("value", key.value());
        return members(node, key);
    }

    /** {@code key} without its value, unless {@code includeValue}. */
    static ObjectNode of(ApiKey key, boolean includeValue) {
        return includeValue ? shown(key) : members(Json.object().put("id", key.id()), key);
    }

    private static ObjectNode members(ObjectNode node, ApiKey key) {
        Json.put(node, "name", key.name());
        Json.put(node, "customerId", key.customerId());
        Json.put(node, "description", key.description());
        node.put("enabled", key.enabled());
        node.put("createdDate", key.createdDate().getEpochSecond());
        node.put("lastUpdatedDate", key.lastUpdatedDate().getEpochSecond());
        node.set("stageKeys", Json.list(key.stageKeys()));
        Json.putStrings(node, "tags", key.tags());
        return node;
    }
}
