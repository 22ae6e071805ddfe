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
 * @param tags beside the one that says whose it is
 */
public record Api(
        String name,
        String stage,
        Optional<String> endpoint,
        List<String> binaryMediaTypes,
        Map<String, String> variables,
        Map<String, String> tags,
        List<Route> routes) {

    /** Copies the collections. */
    public Api {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        variables = Lists.copy(variables);
        tags = Lists.copy(tags);
        routes = List.copyOf(routes);
    }

    /** One without routes. */
    public static Api of(String name, String stage) {
        return new Api(name, stage, Optional.empty(), List.of(), Map.of(), Map.of(), List.of());
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
        return new Api(name, stage, endpoint, binaryMediaTypes, variables, tags, others);
    }

    /** Of another type. */
    public Api endpoint(String type) {
        return new Api(name, stage, Optional.of(type), binaryMediaTypes, variables, tags, routes);
    }

    /** With types of bodies that are not text. */
    public Api binaryMediaTypes(String... types) {
        return new Api(name, stage, endpoint, List.of(types), variables, tags, routes);
    }

    /** With a stage variable. */
    public Api variable(String variable, String value) {
        return new Api(name, stage, endpoint, binaryMediaTypes, Lists.with(variables, variable, value), tags, routes);
    }

    /** With a tag. */
    public Api tag(String key, String value) {
        return new Api(name, stage, endpoint, binaryMediaTypes, variables, Lists.with(tags, key, value), routes);
    }
}
