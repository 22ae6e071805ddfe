package io.underpass.gateway.control;

import io.underpass.aws.Ids;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.RestApi;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What CreateRestApi's {@code cloneFrom} copies: resources under ids of their own, their methods, and what these refer to.
 * Stages and deployments are not copied, nor are settings: those are the call's own (a guess).
 *
 * <p>Threads: stateless.
 */
final class ApiClone {

    private ApiClone() {}

    /** {@code api} with all that is edited of {@code source}. */
    static ApiState of(RestApi api, ApiState source, Ids ids) {
        ApiState clone = ApiState.of(api)
                .withDefinitions(definitions(source, api.id()))
                .withDocumentationParts(source.documentationParts());
        List<Resource> resources = source.resources().values().stream()
                .sorted(Comparator.comparingInt(resource -> resource.path().length()))
                .toList();
        PSortedMap<String, String> newIds = TreePMap.empty();
        for (Resource resource : resources) {
            boolean root = resource.parentId().isEmpty();
            String id = root
                    ? api.rootResourceId()
                    : UnusedId.draw(ids, Resources.RESOURCE_ID_LENGTH, clone.resources()::containsKey);
            newIds = newIds.plus(resource.id(), id);
            Optional<String> parent = resource.parentId().map(newIds::get);
            clone = clone.with(new Resource(id, parent, resource.pathPart(), resource.path(), methods(resource, id)));
        }
        return clone;
    }

    /** References between models hold the id of their API. */
    private static ApiDefinitions definitions(ApiState source, String id) {
        String before = "/restapis/" + source.api().id() + "/models/";
        String after = "/restapis/" + id + "/models/";
        PSortedMap<String, Model> models = TreePMap.empty();
        for (Model model : source.definitions().models().values()) {
            models = models.plus(
                    model.name(),
                    new Model(
                            model.id(),
                            model.name(),
                            model.description(),
                            model.contentType(),
                            model.schema().map(text -> text.replace(before, after))));
        }
        return source.definitions().withModels(models);
    }

    /** A cache namespace that is the resource's id follows it. */
    private static PSortedMap<String, Method> methods(Resource resource, String id) {
        PSortedMap<String, Method> methods = TreePMap.empty();
        for (Method method : resource.methods().values()) {
            Optional<Integration> integration = method.integration()
                    .map(one -> one.cacheNamespace().equals(resource.id()) ? one.withCacheNamespace(id) : one);
            methods = methods.plus(method.httpMethod(), method.withIntegration(integration));
        }
        return methods;
    }
}
