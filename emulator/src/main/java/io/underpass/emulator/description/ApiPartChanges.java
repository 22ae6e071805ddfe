package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.LocalCalls;
import io.underpass.gateway.model.ApiDefinitions;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Model;
import io.underpass.gateway.model.RequestValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/** Makes what routes of APIs need as it is described. Threads: on the control thread. */
final class ApiPartChanges {

    private static final String DEFAULT_SOURCE = "method.request.header.Authorization";

    private final LocalCalls<GatewayState> calls;
    private final Owner owner;

    ApiPartChanges(LocalCalls<GatewayState> calls, Owner owner) {
        this.calls = calls;
        this.owner = owner;
    }

    /** Makes or changes authorizers; one of the same name keeps its id. Gives ids by name. */
    Map<String, String> putAuthorizers(Api wanted, String apiId) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Authorizer authorizer : wanted.authorizers()) {
            String path = Paths.api(wanted) + ".authorizers." + authorizer.name();
            ids.put(authorizer.name(), Refusal.at(path, () -> put(authorizer, apiId)));
        }
        return ids;
    }

    private String put(Authorizer wanted, String apiId) {
        Optional<io.underpass.gateway.model.Authorizer> existing = definitions(apiId).authorizers().values().stream()
                .filter(known -> known.name().equals(wanted.name()))
                .findFirst();
        existing.ifPresent(known ->
                define(apiId, all -> all.withAuthorizers(all.authorizers().minus(known.id()))));
        String made = call("CreateAuthorizer", members(wanted).text("restApiId", apiId))
                .path("id")
                .textValue();
        if (existing.isEmpty()) {
            return made;
        }
        String kept = existing.get().id();
        define(
                apiId,
                all -> all.withAuthorizers(all.authorizers()
                        .minus(made)
                        .plus(
                                kept,
                                Optional.ofNullable(all.authorizers().get(made))
                                        .orElseThrow()
                                        .withId(kept))));
        return kept;
    }

    private static Members members(Authorizer wanted) {
        Members members = Members.of("name", wanted.name()).text("type", wanted.type());
        if (wanted.type().equals("COGNITO_USER_POOLS")) {
            members.texts("providerARNs", wanted.arns());
        } else {
            members.text("authorizerUri", RouteMembers.functionUri(wanted.arns().get(0)));
        }
        List<String> sources =
                wanted.identitySources().isEmpty() && !wanted.type().equals("REQUEST")
                        ? List.of(DEFAULT_SOURCE)
                        : wanted.identitySources();
        if (!sources.isEmpty()) {
            members.text("identitySource", String.join(",", sources));
        }
        return members.text("identityValidationExpression", wanted.validation())
                .number("authorizerResultTtlInSeconds", wanted.timeToLive().map(time -> (int) time.toSeconds()));
    }

    /** Makes the models as they are described; one that is the same keeps its id, and others stay. */
    void putModels(Api wanted, String apiId) {
        Map<String, Model> before = definitions(apiId).models();
        wanted.models().forEach((name, schema) -> {
            define(apiId, all -> all.withModels(all.models().minus(name)));
            Members members = Members.of("restApiId", apiId)
                    .text("name", name)
                    .text("contentType", "application/json")
                    .text("schema", schema);
            Refusal.at(Paths.api(wanted) + ".models." + name, () -> call("CreateModel", members));
            Model made =
                    Optional.ofNullable(definitions(apiId).models().get(name)).orElseThrow();
            Optional.ofNullable(before.get(name))
                    .filter(known -> known.schema().equals(made.schema())
                            && known.contentType().equals(made.contentType()))
                    .ifPresent(known ->
                            define(apiId, all -> all.withModels(all.models().plus(name, known))));
        });
    }

    /** The id of the validator that a route needs; empty where it needs none. */
    Optional<String> validator(Route route, String apiId) {
        boolean body = route.body().isPresent();
        boolean parameters = !route.needs().isEmpty();
        if (!body && !parameters) {
            return Optional.empty();
        }
        String name = body && parameters ? "all" : body ? "body" : "parameters";
        return definitions(apiId).requestValidators().values().stream()
                .filter(known -> name.equals(known.name()))
                .map(RequestValidator::id)
                .findFirst()
                .or(() -> Optional.of(call(
                                "CreateRequestValidator",
                                Members.of("restApiId", apiId)
                                        .text("name", name)
                                        .flag("validateRequestBody", body)
                                        .flag("validateRequestParameters", parameters))
                        .path("id")
                        .textValue()));
    }

    /** Removes the authorizers that are not described any more; to be called once no method has them. */
    void removeAuthorizers(Api wanted, String apiId) {
        Set<String> names = wanted.authorizers().stream().map(Authorizer::name).collect(Collectors.toSet());
        List.copyOf(definitions(apiId).authorizers().values()).stream()
                .filter(known -> !names.contains(known.name()))
                .forEach(known ->
                        call("DeleteAuthorizer", Members.of("restApiId", apiId).text("authorizerId", known.id())));
    }

    /** Makes the API's own answers to failures as they are described, and no others. */
    void putGatewayResponses(Api wanted, String apiId) {
        define(apiId, all -> all.withGatewayResponses(TreePMap.empty()));
        for (GatewayResponse response : wanted.gatewayResponses()) {
            String path = Paths.api(wanted) + ".gatewayResponses." + response.type();
            Refusal.at(path, () -> call("PutGatewayResponse", members(response).text("restApiId", apiId)));
        }
    }

    private static Members members(GatewayResponse wanted) {
        Members members = Members.of("responseType", wanted.type())
                .text("statusCode", wanted.status().map(status -> Integer.toString(status)));
        if (!wanted.headers().isEmpty()) {
            Map<String, String> parameters = new LinkedHashMap<>();
            wanted.headers()
                    .forEach((name, expression) -> parameters.put("gatewayresponse.header." + name, expression));
            members.texts("responseParameters", parameters);
        }
        wanted.body().ifPresent(body -> members.texts("responseTemplates", Map.of("application/json", body)));
        return members;
    }

    private ApiDefinitions definitions(String apiId) {
        return state(apiId).definitions();
    }

    private void define(String apiId, UnaryOperator<ApiDefinitions> change) {
        change(apiId, api -> api.withDefinitions(change.apply(api.definitions())));
    }

    private void change(String apiId, UnaryOperator<ApiState> change) {
        calls.change(state -> state.with(change.apply(state.api(apiId).orElseThrow())));
    }

    private ApiState state(String apiId) {
        return calls.state().api(apiId).orElseThrow();
    }

    private ObjectNode call(String operation, Members input) {
        return calls.call(operation, input.json(), owner.scope());
    }
}
