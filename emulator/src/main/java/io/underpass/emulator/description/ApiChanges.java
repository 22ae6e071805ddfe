package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.LocalCalls;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.model.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes REST APIs as they are described, and deploys those that it changed. An API that is described is the description's
 * alone: methods, resources and stages that are not described go.
 *
 * <p>Threads: on the control thread.
 */
final class ApiChanges {

    private static final String DEFAULT_ENDPOINT = "EDGE";

    private final LocalCalls<GatewayState> calls;
    private final Owner owner;
    private final Ways ways;
    private final ApiPartChanges parts;
    private final PlanChanges plans;
    private final StageChanges stages;

    /** Changes of APIs whose routes lead {@code ways}. */
    ApiChanges(LocalCalls<GatewayState> calls, Owner owner, Ways ways) {
        this.calls = calls;
        this.owner = owner;
        this.ways = ways;
        this.parts = new ApiPartChanges(calls, owner);
        this.plans = new PlanChanges(calls, owner);
        this.stages = new StageChanges(calls, owner);
    }

    /** Makes or changes what is described; what is not any more stays until {@link #remove}. Gives ids by name. */
    Map<String, String> put(List<Api> described) {
        Map<String, String> ids = new LinkedHashMap<>();
        plans.removeChangedKeys(described);
        described.forEach(api -> ids.put(api.name(), Refusal.at(Paths.api(api), () -> put(api))));
        return ids;
    }

    /** Removes what is not described any more. */
    void remove(List<Api> described) {
        Set<String> names = described.stream().map(Api::name).collect(Collectors.toSet());
        Refusal.at("apis", () -> {
            plans.remove(described);
            return names;
        });
        owned().forEach((name, api) -> {
            if (!names.contains(name)) {
                Refusal.at(
                        "apis",
                        () -> call(
                                "DeleteRestApi",
                                Members.of("restApiId", api.api().id())));
            }
        });
    }

    /** The APIs of the description as they are, by name. */
    Map<String, ApiState> owned() {
        Map<String, ApiState> owned = new TreeMap<>();
        calls.state().apis().values().stream()
                .filter(api -> owner.owns(api.api().scope(), api.api().tags()))
                .forEach(api -> owned.put(api.api().name(), api));
        return owned;
    }

    private String put(Api wanted) {
        Optional<ApiState> existing = Optional.ofNullable(owned().get(wanted.name()));
        String id = existing.map(api -> api.api().id()).orElseGet(() -> create(wanted));
        ApiState before = state(id);
        setSettings(wanted, before.api());
        parts.putModels(wanted, id);
        putRoutes(wanted, id, parts.putAuthorizers(wanted, id));
        parts.removeAuthorizers(wanted, id);
        parts.putGatewayResponses(wanted, id);
        boolean changed = !before.api().equals(state(id).api())
                || !before.definitions().equals(state(id).definitions())
                || !before.resources().equals(state(id).resources());
        Optional<Stage> stage = Optional.ofNullable(state(id).stages().get(wanted.stage()));
        boolean served =
                stage.map(known -> known.variables().equals(wanted.variables())).orElse(false);
        if (changed || !served) {
            Members deployment = Members.of("restApiId", id).text("stageName", wanted.stage());
            call("CreateDeployment", deployment.texts("variables", wanted.variables()));
        }
        stages.put(wanted, id);
        plans.put(wanted, id);
        List.copyOf(state(id).stages().keySet()).stream()
                .filter(name -> !name.equals(wanted.stage()))
                .forEach(name -> call("DeleteStage", Members.of("restApiId", id).text("stageName", name)));
        return id;
    }

    private static Map<String, String> tags(Api wanted, Owner owner) {
        Map<String, String> tags = new LinkedHashMap<>(wanted.tags());
        tags.putAll(owner.tags());
        return tags;
    }

    private void setSettings(Api wanted, RestApi existing) {
        List<Members> patches = new ArrayList<>();
        String type = wanted.endpoint().orElse(DEFAULT_ENDPOINT);
        String known = existing.endpointConfiguration().types().get(0);
        if (!known.equals(type)) {
            patches.add(
                    patch("replace", "/endpointConfiguration/types/" + known).text("value", type));
        }
        existing.binaryMediaTypes().stream()
                .filter(media -> !wanted.binaryMediaTypes().contains(media))
                .forEach(media -> patches.add(patch("remove", "/binaryMediaTypes/" + escaped(media))));
        wanted.binaryMediaTypes().stream()
                .filter(media -> !existing.binaryMediaTypes().contains(media))
                .forEach(media -> patches.add(patch("add", "/binaryMediaTypes/" + escaped(media))));
        if (!patches.isEmpty()) {
            call("UpdateRestApi", Members.of("restApiId", existing.id()).structures("patchOperations", patches));
        }
        Map<String, String> tags = tags(wanted, owner);
        if (!existing.tags().equals(tags)) {
            calls.change(state -> state.with(
                    state(existing.id()).withApi(state(existing.id()).api().withTags(tags))));
        }
    }

    private static Members patch(String operation, String path) {
        return Members.of("op", operation).text("path", path);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private String create(Api wanted) {
        Members input = Members.of("name", wanted.name())
                .texts("tags", tags(wanted, owner))
                .texts("binaryMediaTypes", wanted.binaryMediaTypes());
        wanted.endpoint()
                .ifPresent(
                        type -> input.structure("endpointConfiguration", new Members().texts("types", List.of(type))));
        return call("CreateRestApi", input).path("id").textValue();
    }

    private ApiState state(String id) {
        return calls.state().api(id).orElseThrow();
    }

    private void putRoutes(Api wanted, String id, Map<String, String> authorizerIds) {
        for (Resource resource : List.copyOf(state(id).resources().values())) {
            resource.methods().keySet().forEach(method -> call("DeleteMethod", at(id, resource.id(), method)));
        }
        Set<String> paths = new TreeSet<>();
        wanted.routes().forEach(route -> paths.addAll(upTo(route.path())));
        List.copyOf(state(id).resources().values()).stream()
                .filter(resource -> !paths.contains(resource.path()))
                .sorted(Comparator.comparing(
                                (Resource resource) -> resource.path().length())
                        .reversed())
                .forEach(resource ->
                        call("DeleteResource", Members.of("restApiId", id).text("resourceId", resource.id())));
        for (Route route : wanted.routes()) {
            Optional<Authorizer> authorizer = wanted.authorizers().stream()
                    .filter(known -> route.authorizer().equals(Optional.of(known.name())))
                    .findFirst();
            Members method = RouteMembers.method(
                    route, authorizer, route.authorizer().map(name -> authorizerIds.getOrDefault(name, name)));
            parts.validator(route, id).ifPresent(validator -> method.text("requestValidatorId", validator));
            String path = Paths.route(wanted, route);
            String resourceId = Refusal.at(path, () -> put(route, id, method));
            RouteMembers.responses(route)
                    .forEach(response -> Refusal.at(
                            path + ".responses." + response.status(), () -> put(response, route, id, resourceId)));
        }
    }

    private String put(Route route, String id, Members method) {
        String resourceId = "";
        for (String path : upTo(route.path())) {
            String parent = resourceId;
            resourceId = resource(id, path).orElseGet(() -> create(id, parent, path));
        }
        call("PutMethod", method.in(id, resourceId, route.method()));
        call("PutIntegration", RouteMembers.integration(route, ways.of(route)).in(id, resourceId, route.method()));
        if (route.answer().isPresent()) {
            putAnswer(route.answer().get(), at(id, resourceId, route.method()), at(id, resourceId, route.method()));
        }
        return resourceId;
    }

    private int put(MappedResponse response, Route route, String id, String resourceId) {
        call("PutMethodResponse", RouteMembers.methodResponse(response, at(id, resourceId, route.method())));
        call("PutIntegrationResponse", RouteMembers.integrationResponse(response, at(id, resourceId, route.method())));
        return response.status();
    }

    private void putAnswer(Route.Answer answer, Members method, Members integration) {
        String status = Integer.toString(answer.status());
        call(
                "PutMethodResponse",
                method.text("statusCode", status)
                        .flags("responseParameters", Map.of("method.response.header.Content-Type", false)));
        call(
                "PutIntegrationResponse",
                integration
                        .text("statusCode", status)
                        .texts("responseTemplates", Map.of("application/json", literal(answer.body())))
                        .texts(
                                "responseParameters",
                                Map.of("method.response.header.Content-Type", "'" + answer.contentType() + "'")));
    }

    /** As a mapping template that prints {@code text}; a literal part of one ends at the first end in it. */
    private static String literal(String text) {
        return text.isEmpty() ? text : "#[[" + text.replace("]]#", "]]]#]#[[#") + "]]#";
    }

    private Optional<String> resource(String id, String path) {
        return state(id).resources().values().stream()
                .filter(resource -> resource.path().equals(path))
                .map(Resource::id)
                .findFirst();
    }

    private String create(String id, String parentId, String path) {
        String part = path.substring(path.lastIndexOf('/') + 1);
        return call(
                        "CreateResource",
                        Members.of("restApiId", id).text("parentId", parentId).text("pathPart", part))
                .path("id")
                .textValue();
    }

    /** {@code path} and those above it, the root first. */
    private static List<String> upTo(String path) {
        List<String> paths = new ArrayList<>(List.of("/"));
        for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
            paths.add(path.substring(0, i));
        }
        if (path.length() > 1) {
            paths.add(path);
        }
        return paths;
    }

    private static Members at(String id, String resourceId, String method) {
        return new Members().in(id, resourceId, method);
    }

    private ObjectNode call(String operation, Members input) {
        return calls.call(operation, input.json(), owner.scope());
    }
}
