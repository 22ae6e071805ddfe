package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An integration's request parameters, sorted by where they go.
 *
 * <p>Threads: immutable.
 *
 * @param path sources by the name of the uri's placeholder
 */
public record RequestMappings(
        Map<String, MappingSource> path, List<ParameterMapping> query, List<ParameterMapping> headers) {

    /** Nothing is mapped. */
    static final RequestMappings NONE = new RequestMappings(Map.of(), List.of(), List.of());

    private static final String PATH = "integration.request.path.";
    private static final String QUERY = "integration.request.querystring.";
    private static final String HEADER = "integration.request.header.";

    /** Mappings to these never reach the backend (spec 3.2, observed on AWS). */
    private static final Set<String> SWALLOWED = Set.of("connection", "expect", "proxy-authenticate", "te", "via");

    /**
     * A mapping to one of these fails every request of its method, and so does a template's override (spec 3.2; the first
     * two observed on AWS).
     */
    private static final Set<String> FATAL =
            Set.of("content-length", "transfer-encoding", "x-amzn-trace-id", "x-amzn-apigateway-api-id");

    static RequestMappings parse(Map<String, String> requestParameters, StageVariables variables) throws UnusableRoute {
        Map<String, MappingSource> path = new HashMap<>();
        List<ParameterMapping> query = new ArrayList<>();
        List<ParameterMapping> headers = new ArrayList<>();
        for (Map.Entry<String, String> entry : requestParameters.entrySet()) {
            String target = entry.getKey();
            MappingSource source = MappingExpression.ofRequest(entry.getValue(), variables);
            if (target.startsWith(PATH)) {
                path.put(target.substring(PATH.length()), source);
            } else if (target.startsWith(QUERY)) {
                query.add(new ParameterMapping(target.substring(QUERY.length()), source));
            } else if (target.startsWith(HEADER)) {
                addHeader(headers, target.substring(HEADER.length()), source);
            } else {
                throw UnusableRoute.misconfigured("Invalid mapping target: " + target);
            }
        }
        return new RequestMappings(Map.copyOf(path), List.copyOf(query), List.copyOf(headers));
    }

    private static void addHeader(List<ParameterMapping> headers, String name, MappingSource source)
            throws UnusableRoute {
        if (isForbidden(name)) {
            throw UnusableRoute.misconfigured(
                    "the integration maps to the header " + name + ", which no mapping may set");
        }
        if (!isSwallowed(name)) {
            headers.add(new ParameterMapping(name, source));
        }
    }

    /** Whether a request fails that a mapping gives the header {@code name}. */
    public static boolean isForbidden(String name) {
        return FATAL.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a mapping to the header {@code name} is without effect. */
    public static boolean isSwallowed(String name) {
        return SWALLOWED.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The JSONPaths of what is mapped from the request's body; an empty one stands for all of it. */
    List<String> bodyPaths() {
        return Stream.concat(
                        path.values().stream(),
                        Stream.concat(query.stream(), headers.stream()).map(ParameterMapping::source))
                .filter(MappingSource.Body.class::isInstance)
                .map(source -> ((MappingSource.Body) source).path())
                .distinct()
                .toList();
    }
}
