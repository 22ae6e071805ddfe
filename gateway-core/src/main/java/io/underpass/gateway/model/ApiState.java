package io.underpass.gateway.model;

import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Everything of one API: what is being edited, and what is deployed.
 *
 * <p>Threads: immutable.
 *
 * @param resources by id
 * @param deployments by id
 * @param stages by name
 */
public record ApiState(
        RestApi api,
        PSortedMap<String, Resource> resources,
        PSortedMap<String, Deployment> deployments,
        PSortedMap<String, Stage> stages) {

    /** A new API with nothing but its root resource. */
    public static ApiState of(RestApi api) {
        Resource root = new Resource(
                api.rootResourceId(), java.util.Optional.empty(), java.util.Optional.empty(), "/", TreePMap.empty());
        return new ApiState(
                api, TreePMap.<String, Resource>empty().plus(root.id(), root), TreePMap.empty(), TreePMap.empty());
    }

    /** This state with other settings. */
    public ApiState withApi(RestApi next) {
        return new ApiState(next, resources, deployments, stages);
    }

    /** This state with other resources. */
    public ApiState withResources(PSortedMap<String, Resource> next) {
        return new ApiState(api, next, deployments, stages);
    }

    /** This state with other deployments. */
    public ApiState withDeployments(PSortedMap<String, Deployment> next) {
        return new ApiState(api, resources, next, stages);
    }

    /** This state with other stages. */
    public ApiState withStages(PSortedMap<String, Stage> next) {
        return new ApiState(api, resources, deployments, next);
    }
}
