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
        StageSettings settings) {

    /** Copies the collections. */
    public Api {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        variables = Lists.copy(variables);
        tags = Lists.copy(tags);
        routes = List.copyOf(routes);
        authorizers = List.copyOf(authorizers);
        plans = List.copyOf(plans);
        gatewayResponses = List.copyOf(gatewayResponses);
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
                StageSettings.DEFAULT);
    }

    /**
     * With a route as {@code settings} make it.
     *
     * @param methodAndPath {@code ANY /orders/{proxy+}} for instance
     */
    public Api route(String methodAndPath, UnaryOperator<Route> settings) {
        return routes(Lists.with(routes, settings.apply(Route.of(methodAndPath))));
    }

    private Api routes(List<Route> others) {
        return new Api(
                name,
                stage,
                endpoint,
                binaryMediaTypes,
                variables,
                tags,
                others,
                authorizers,
                plans,
                gatewayResponses,
                settings);
    }

    /** Of another type. */
    public Api endpoint(String type) {
        return new Api(
                name,
                stage,
                Optional.of(type),
                binaryMediaTypes,
                variables,
                tags,
                routes,
                authorizers,
                plans,
                gatewayResponses,
                settings);
    }

    /** With types of bodies that are not text. */
    public Api binaryMediaTypes(String... types) {
        return new Api(
                name,
                stage,
                endpoint,
                List.of(types),
                variables,
                tags,
                routes,
                authorizers,
                plans,
                gatewayResponses,
                settings);
    }

    /** With a stage variable. */
    public Api variable(String variable, String value) {
        return new Api(
                name,
                stage,
                endpoint,
                binaryMediaTypes,
                Lists.with(variables, variable, value),
                tags,
                routes,
                authorizers,
                plans,
                gatewayResponses,
                settings);
    }

    /** With a tag. */
    public Api tag(String key, String value) {
        return new Api(
                name,
                stage,
                endpoint,
                binaryMediaTypes,
                variables,
                Lists.with(tags, key, value),
                routes,
                authorizers,
                plans,
                gatewayResponses,
                settings);
    }

    /** With authorizers that routes can name. */
    public Api authorizers(Authorizer... more) {
        return parts(Lists.with(authorizers, List.of(more)), plans, gatewayResponses, settings);
    }

    /** With a usage plan for its stage, and its keys, as {@code made} makes it. */
    public Api plan(String plan, UnaryOperator<Plan> made) {
        return parts(authorizers, Lists.with(plans, made.apply(Plan.of(plan))), gatewayResponses, settings);
    }

    /** With an answer of its own to failures of a type, {@code DEFAULT_5XX} for instance. */
    public Api gatewayResponse(String type, UnaryOperator<GatewayResponse> made) {
        return parts(authorizers, plans, Lists.with(gatewayResponses, made.apply(GatewayResponse.of(type))), settings);
    }

    /** With settings of all methods of its stage as {@code made} makes them. */
    public Api settings(UnaryOperator<StageSettings> made) {
        return parts(authorizers, plans, gatewayResponses, made.apply(settings));
    }

    private Api parts(
            List<Authorizer> newAuthorizers,
            List<Plan> newPlans,
            List<GatewayResponse> newResponses,
            StageSettings newSettings) {
        return new Api(
                name,
                stage,
                endpoint,
                binaryMediaTypes,
                variables,
                tags,
                routes,
                newAuthorizers,
                newPlans,
                newResponses,
                newSettings);
    }
}
