package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A REST API. Threads: immutable.
 *
 * @param stage what it is deployed to
 * @param endpoint {@code EDGE}, {@code REGIONAL} or {@code PRIVATE}; empty for AWS's default
 * @param binaryMediaTypes what is not text
 * @param variables of the stage
 * @param tags beside the one that says whose it is; {@code _custom_id_} for instance, the id that a new one gets
 * @param authorizers who may decide on callers of its routes
 * @param plans who may call it how often, by API keys
 * @param gatewayResponses what it answers itself to failures
 * @param settings of all methods of its stage
 * @param models the JSON schemas of bodies, by name
 */
public record Api(
        String name,
        String stage,
        Optional<String> endpoint,
        List<String> binaryMediaTypes,
        Map<String, String> variables,
        Map<String, String> tags,
        List<Route> routes,
        List<Authorizer> authorizers,
        List<Plan> plans,
        List<GatewayResponse> gatewayResponses,
        StageSettings settings,
        Map<String, String> models) {

    /** Copies the collections. */
    public Api {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        variables = Lists.copy(variables);
        tags = Lists.copy(tags);
        routes = List.copyOf(routes);
        authorizers = List.copyOf(authorizers);
        plans = List.copyOf(plans);
        gatewayResponses = List.copyOf(gatewayResponses);
        models = Lists.copy(models);
    }

    /** One without routes. */
    public static Api of(String name, String stage) {
        return new Api(
                name,
                stage,
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                StageSettings.DEFAULT,
                Map.of());
    }

    /**
     * With a route as {@code settings} make it.
     *
     * @param methodAndPath {@code ANY /orders/{proxy+}} for instance
     */
    public Api route(String methodAndPath, UnaryOperator<Route> settings) {
        Draft draft = new Draft();
        draft.routes = Lists.with(routes, settings.apply(Route.of(methodAndPath)));
        return draft.api();
    }

    /** Of another type. */
    public Api endpoint(String type) {
        Draft draft = new Draft();
        draft.endpoint = Optional.of(type);
        return draft.api();
    }

    /** With types of bodies that are not text. */
    public Api binaryMediaTypes(String... types) {
        Draft draft = new Draft();
        draft.binaryMediaTypes = List.of(types);
        return draft.api();
    }

    /** With a stage variable. */
    public Api variable(String variable, String value) {
        Draft draft = new Draft();
        draft.variables = Lists.with(variables, variable, value);
        return draft.api();
    }

    /** With a tag. */
    public Api tag(String key, String value) {
        Draft draft = new Draft();
        draft.tags = Lists.with(tags, key, value);
        return draft.api();
    }

    /** With authorizers that routes can name. */
    public Api authorizers(Authorizer... more) {
        Draft draft = new Draft();
        draft.authorizers = Lists.with(authorizers, List.of(more));
        return draft.api();
    }

    /** With a usage plan for its stage, and its keys, as {@code made} makes it. */
    public Api plan(String plan, UnaryOperator<Plan> made) {
        Draft draft = new Draft();
        draft.plans = Lists.with(plans, made.apply(Plan.of(plan)));
        return draft.api();
    }

    /** With an answer of its own to failures of a type, {@code DEFAULT_5XX} for instance. */
    public Api gatewayResponse(String type, UnaryOperator<GatewayResponse> made) {
        Draft draft = new Draft();
        draft.gatewayResponses = Lists.with(gatewayResponses, made.apply(GatewayResponse.of(type)));
        return draft.api();
    }

    /** With a JSON schema that routes can name for bodies. */
    public Api model(String model, String schema) {
        Draft draft = new Draft();
        draft.models = Lists.with(models, model, schema);
        return draft.api();
    }

    /** With settings of all methods of its stage as {@code made} makes them. */
    public Api settings(UnaryOperator<StageSettings> made) {
        Draft draft = new Draft();
        draft.settings = made.apply(settings);
        return draft.api();
    }

    /** What another one is made of. Threads: confined to one thread. */
    private final class Draft {

        private Optional<String> endpoint = Api.this.endpoint;
        private List<String> binaryMediaTypes = Api.this.binaryMediaTypes;
        private Map<String, String> variables = Api.this.variables;
        private Map<String, String> tags = Api.this.tags;
        private List<Route> routes = Api.this.routes;
        private List<Authorizer> authorizers = Api.this.authorizers;
        private List<Plan> plans = Api.this.plans;
        private List<GatewayResponse> gatewayResponses = Api.this.gatewayResponses;
        private StageSettings settings = Api.this.settings;
        private Map<String, String> models = Api.this.models;

        Api api() {
            return new Api(
                    name,
                    stage,
                    endpoint,
                    binaryMediaTypes,
                    variables,
                    tags,
                    routes,
                    authorizers,
                    plans,
                    gatewayResponses,
                    settings,
                    models);
        }
    }
}
