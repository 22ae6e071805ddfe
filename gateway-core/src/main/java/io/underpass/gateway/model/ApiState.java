package io.underpass.gateway.model;

import io.underpass.aws.Derived;
import java.time.Instant;
import java.util.Optional;
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
 * @param definitions what the methods refer to
 * @param documentationParts those being edited, by id
 * @param documentationVersions frozen copies of them, by version
 * @param children the ids of child resources, by their parent's id and their path part; follows from {@code resources}
 */
public record ApiState(
        RestApi api,
        PSortedMap<String, Resource> resources,
        PSortedMap<String, Deployment> deployments,
        PSortedMap<String, Stage> stages,
        ApiDefinitions definitions,
        PSortedMap<String, DocumentationPart> documentationParts,
        PSortedMap<String, DocumentationVersion> documentationVersions,
        @Derived PSortedMap<String, PSortedMap<String, String>> children) {

    /** An API of these, its resources' children found by their parents. */
    public ApiState(
            RestApi api,
            PSortedMap<String, Resource> resources,
            PSortedMap<String, Deployment> deployments,
            PSortedMap<String, Stage> stages,
            ApiDefinitions definitions,
            PSortedMap<String, DocumentationPart> documentationParts,
            PSortedMap<String, DocumentationVersion> documentationVersions) {
        this(
                api,
                resources,
                deployments,
                stages,
                definitions,
                documentationParts,
                documentationVersions,
                children(resources));
    }

    private static PSortedMap<String, PSortedMap<String, String>> children(PSortedMap<String, Resource> resources) {
        PSortedMap<String, PSortedMap<String, String>> index = TreePMap.empty();
        for (Resource resource : resources.values()) {
            index = indexed(index, resource);
        }
        return index;
    }

    /** A new API with nothing but its root resource. */
    public static ApiState of(RestApi api) {
        Resource root = new Resource(api.rootResourceId(), Optional.empty(), Optional.empty(), "/", TreePMap.empty());
        return new ApiState(
                api,
                TreePMap.<String, Resource>empty().plus(root.id(), root),
                TreePMap.empty(),
                TreePMap.empty(),
                ApiDefinitions.EMPTY,
                TreePMap.empty(),
                TreePMap.empty(),
                TreePMap.empty());
    }

    /** The resource with {@code id}. */
    public Optional<Resource> resource(String id) {
        return Optional.ofNullable(resources.get(id));
    }

    /** The ids of the children of the resource {@code id}, by path part. */
    public PSortedMap<String, String> childrenOf(String id) {
        return Optional.ofNullable(children.get(id)).orElse(TreePMap.empty());
    }

    /** This state with other settings. */
    public ApiState withApi(RestApi next) {
        return new ApiState(
                next, resources, deployments, stages, definitions, documentationParts, documentationVersions, children);
    }

    /** This state with {@code resource} added or replaced. */
    public ApiState with(Resource resource) {
        PSortedMap<String, PSortedMap<String, String>> index = resource(resource.id())
                .map(before -> unindexed(children, before))
                .orElse(children);
        return new ApiState(
                api,
                resources.plus(resource.id(), resource),
                deployments,
                stages,
                definitions,
                documentationParts,
                documentationVersions,
                indexed(index, resource));
    }

    /** This state without {@code resource}. */
    public ApiState without(Resource resource) {
        return new ApiState(
                api,
                resources.minus(resource.id()),
                deployments,
                stages,
                definitions,
                documentationParts,
                documentationVersions,
                unindexed(children, resource));
    }

    /** This state with other deployments. */
    public ApiState withDeployments(PSortedMap<String, Deployment> next) {
        return new ApiState(
                api, resources, next, stages, definitions, documentationParts, documentationVersions, children);
    }

    /** This state with other stages. */
    public ApiState withStages(PSortedMap<String, Stage> next) {
        return new ApiState(
                api, resources, deployments, next, definitions, documentationParts, documentationVersions, children);
    }

    /** This state with other definitions. */
    public ApiState withDefinitions(ApiDefinitions next) {
        return new ApiState(
                api, resources, deployments, stages, next, documentationParts, documentationVersions, children);
    }

    /** This state with other documentation parts. */
    public ApiState withDocumentationParts(PSortedMap<String, DocumentationPart> next) {
        return new ApiState(api, resources, deployments, stages, definitions, next, documentationVersions, children);
    }

    /** This state with other documentation versions. */
    public ApiState withDocumentationVersions(PSortedMap<String, DocumentationVersion> next) {
        return new ApiState(api, resources, deployments, stages, definitions, documentationParts, next, children);
    }

    /** A frozen copy of what is being edited. */
    public Deployment deployment(String id, Optional<String> description, Instant createdDate) {
        return new Deployment(id, description, createdDate, api, resources, definitions);
    }

    private static PSortedMap<String, PSortedMap<String, String>> indexed(
            PSortedMap<String, PSortedMap<String, String>> index, Resource resource) {
        if (resource.parentId().isEmpty() || resource.pathPart().isEmpty()) {
            return index;
        }
        String parent = resource.parentId().get();
        PSortedMap<String, String> siblings =
                Optional.ofNullable(index.get(parent)).orElse(TreePMap.empty());
        return index.plus(parent, siblings.plus(resource.pathPart().get(), resource.id()));
    }

    private static PSortedMap<String, PSortedMap<String, String>> unindexed(
            PSortedMap<String, PSortedMap<String, String>> index, Resource resource) {
        if (resource.parentId().isEmpty() || resource.pathPart().isEmpty()) {
            return index;
        }
        String parent = resource.parentId().get();
        PSortedMap<String, String> siblings = Optional.ofNullable(index.get(parent))
                .orElse(TreePMap.empty())
                .minus(resource.pathPart().get());
        return siblings.isEmpty() ? index.minus(parent) : index.plus(parent, siblings);
    }
}
