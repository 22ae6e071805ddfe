package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.CanarySettings;
import io.underpass.gateway.model.MethodSettings;

/** Writes what a stage has set for its methods and its canary, as AWS answers it (spec 6.4). Threads: stateless. */
final class StageSettingsJson {

    private StageSettingsJson() {}

    static ObjectNode of(MethodSettings settings) {
        ObjectNode node = Json.object();
        node.put("metricsEnabled", settings.metricsEnabled());
        Json.put(node, "loggingLevel", settings.loggingLevel());
        node.put("dataTraceEnabled", settings.dataTraceEnabled());
        node.put("throttlingBurstLimit", settings.throttlingBurstLimit());
        node.put("throttlingRateLimit", settings.throttlingRateLimit());
        node.put("cachingEnabled", settings.cachingEnabled());
        node.put("cacheTtlInSeconds", settings.cacheTtlInSeconds());
        node.put("cacheDataEncrypted", settings.cacheDataEncrypted());
        node.put("requireAuthorizationForCacheControl", settings.requireAuthorizationForCacheControl());
        node.put("unauthorizedCacheControlHeaderStrategy", settings.unauthorizedCacheControlHeaderStrategy());
        return node;
    }

    static ObjectNode of(CanarySettings canary) {
        ObjectNode node = Json.object();
        node.put("percentTraffic", canary.percentTraffic());
        node.put("deploymentId", canary.deploymentId());
        Json.putStrings(node, "stageVariableOverrides", canary.stageVariableOverrides());
        node.put("useStageCache", canary.useStageCache());
        return node;
    }
}
