package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.Stage;

/** Writes a stage as AWS answers it (spec 6.4). Threads: stateless. */
final class StageJson {

    private StageJson() {}

    static ObjectNode of(Stage stage) {
        ObjectNode node = Json.object();
        node.put("deploymentId", stage.deploymentId());
        node.put("stageName", stage.stageName());
        Json.put(node, "description", stage.description());
        node.put("cacheClusterEnabled", stage.cacheClusterEnabled());
        Json.put(node, "cacheClusterSize", stage.cacheClusterSize());
        Json.put(node, "clientCertificateId", stage.clientCertificateId());
        node.put("cacheClusterStatus", "NOT_AVAILABLE");
        AccessLogs.put(node, stage.accessLogSettings());
        node.putObject("methodSettings");
        Json.putStrings(node, "variables", stage.variables());
        Json.put(node, "documentationVersion", stage.documentationVersion());
        node.put("tracingEnabled", stage.tracingEnabled());
        Json.putStrings(node, "tags", stage.tags());
        node.put("createdDate", stage.createdDate().getEpochSecond());
        node.put("lastUpdatedDate", stage.lastUpdatedDate().getEpochSecond());
        return node;
    }
}
