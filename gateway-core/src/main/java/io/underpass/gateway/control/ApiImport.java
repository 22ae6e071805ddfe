package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.openapi.ApiDefinition;
import io.underpass.gateway.openapi.MethodDefinition;
import io.underpass.gateway.openapi.PathDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.TreePMap;

/**
 * Puts a definition into an API. The words before each reason of a refusal are AWS's for integrations; for the rest they
 * follow them and are a guess.
 *
 * <p>Threads: confined to one import.
 */
final class ApiImport {

    private final ImportSteps steps;

    ApiImport(ImportSteps steps) {
        this.steps = steps;
    }

    /** The state with everything of {@code definition}. */
    GatewayState run(ApiDefinition definition) {
        ImportedDefinitions definitions = new ImportedDefinitions(steps);
        definitions.models(definition.models());
        definition.requestValidators().forEach(definitions::validator);
        definition.authorizers().forEach(definitions::authorizer);
        for (ObjectNode response : definition.gatewayResponses()) {
            String type = response.path("responseType").asText();
            steps.attempt("put gateway response '" + type + '\'', () -> steps.run("PutGatewayResponse", response));
        }
        definition.paths().forEach(this::path);
        new ImportedDocumentation(steps).put(definition.documentation());
        return steps.finish();
    }

    private void path(PathDefinition path) {
        Optional<String> resource =
                steps.attempt("create resource at path '" + path.path() + '\'', () -> resource(path));
        resource.ifPresent(id -> path.methods().forEach(method -> method(path.path(), id, method)));
    }

    /** The id of the resource at {@code path}, made where there is none. */
    private String resource(PathDefinition path) {
        String id = steps.api().api().rootResourceId();
        for (String part : path.segments()) {
            String parent = id;
            id = Optional.ofNullable(steps.api().childrenOf(parent).get(part))
                    .orElseGet(() -> steps.run(
                                    "CreateResource",
                                    Json.object().put("parentId", parent).put("pathPart", part))
                            .get("id")
                            .textValue());
        }
        return id;
    }

    /** A method that is there already gives way. */
    private void method(String path, String resourceId, MethodDefinition method) {
        String verb = method.httpMethod();
        Resource resource = Lookup.resource(steps.api(), resourceId);
        steps.replace(steps.api().with(resource.withMethods(resource.methods().minus(verb))));
        ObjectNode settings = at(method.settings(), resourceId, verb);
        method.authorizer()
                .ifPresent(name -> settings.put("authorizerId", ImportedDefinitions.authorizerId(steps.api(), name)));
        method.requestValidator()
                .ifPresent(
                        name -> settings.put("requestValidatorId", ImportedDefinitions.validatorId(steps.api(), name)));
        boolean put = steps.attempt(
                        "put method '" + verb + "' on resource at path '" + path + '\'',
                        () -> steps.run("PutMethod", settings))
                .isPresent();
        if (put) {
            parts(path, resourceId, method);
        }
    }

    private void parts(String path, String resourceId, MethodDefinition method) {
        String verb = method.httpMethod();
        String place = "'" + verb + "' for resource at path '" + path + '\'';
        for (ObjectNode response : method.responses()) {
            steps.attempt(
                    "put method response on " + place,
                    () -> steps.run("PutMethodResponse", at(response, resourceId, verb)));
        }
        Optional<ObjectNode> integration = method.integration()
                .flatMap(members -> steps.attempt(
                        "put integration on " + place,
                        () -> steps.run("PutIntegration", at(members, resourceId, verb))));
        if (integration.isPresent()) {
            for (ObjectNode response : method.integrationResponses()) {
                steps.attempt(
                        "put integration response on " + place,
                        () -> steps.run("PutIntegrationResponse", at(response, resourceId, verb)));
            }
        }
    }

    private static ObjectNode at(ObjectNode members, String resourceId, String verb) {
        return members.deepCopy().put("resourceId", resourceId).put("httpMethod", verb);
    }

    /** {@code api} without all that {@code definition} does not have; a resource at the same path keeps its id, as on AWS. */
    static ApiState emptied(ApiState api, ApiDefinition definition) {
        Set<String> kept = new HashSet<>();
        for (PathDefinition path : definition.paths()) {
            for (int parts = 0; parts <= path.segments().size(); parts++) {
                kept.add('/' + String.join("/", path.segments().subList(0, parts)));
            }
        }
        ApiState rest = ImportedDefinitions.emptied(api, definition).withDocumentationParts(TreePMap.empty());
        for (Resource resource : List.copyOf(api.resources().values())) {
            boolean stays = resource.parentId().isEmpty() || kept.contains(resource.path());
            rest = stays ? rest.with(resource.withMethods(TreePMap.empty())) : rest.without(resource);
        }
        return rest;
    }
}
