package io.underpass.gateway.control;

import io.underpass.aws.state.StateCheck;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.Stage;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks whether the resources of an imported state have their parents and its stages their deployments. What integrations
 * name, links and load balancers, may be missing, as it may be deleted under a deployed API.
 *
 * <p>Threads: stateless.
 */
public final class ApiReferences implements StateCheck<GatewayState> {

    @Override
    public void check(GatewayState state) {
        state.apis().forEach(ApiReferences::checkApi);
    }

    private static void checkApi(String key, ApiState api) {
        StateCheck.key(key, api.api().id(), "apis", key, "api", "id");
        checkResources(api.api().rootResourceId(), api.resources(), "apis", key, "resources");
        for (Map.Entry<String, Deployment> entry : api.deployments().entrySet()) {
            Deployment deployment = entry.getValue();
            StateCheck.key(entry.getKey(), deployment.id(), "apis", key, "deployments", entry.getKey(), "id");
            checkResources(
                    deployment.api().rootResourceId(),
                    deployment.resources(),
                    "apis",
                    key,
                    "deployments",
                    entry.getKey(),
                    "resources");
        }
        for (Map.Entry<String, Stage> entry : api.stages().entrySet()) {
            Stage stage = entry.getValue();
            StateCheck.key(entry.getKey(), stage.stageName(), "apis", key, "stages", entry.getKey(), "stageName");
            StateCheck.reference(
                    api.deployments().containsKey(stage.deploymentId()),
                    "deployment",
                    stage.deploymentId(),
                    "apis",
                    key,
                    "stages",
                    entry.getKey(),
                    "deploymentId");
            stage.documentationVersion()
                    .ifPresent(version -> StateCheck.reference(
                            api.documentationVersions().containsKey(version),
                            "documentation version",
                            version,
                            "apis",
                            key,
                            "stages",
                            entry.getKey(),
                            "documentationVersion"));
        }
    }

    private static void checkResources(String root, Map<String, Resource> resources, Object... steps) {
        StateCheck.reference(resources.containsKey(root), "root resource", root, steps);
        resources.forEach((key, resource) -> {
            StateCheck.key(key, resource.id(), below(steps, key, "id"));
            resource.parentId()
                    .ifPresent(parent -> StateCheck.reference(
                            resources.containsKey(parent), "resource", parent, below(steps, key, "parentId")));
            resource.methods()
                    .forEach((verb, method) -> StateCheck.key(
                            verb, method.httpMethod(), below(steps, key, "methods", verb, "httpMethod")));
        });
    }

    private static Object[] below(Object[] steps, Object... further) {
        return Stream.concat(Arrays.stream(steps), Arrays.stream(further)).toArray();
    }
}
