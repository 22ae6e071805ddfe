package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An integration's request parameters, sorted by where they go.
 *
 * <p>Threads: immutable.
 *
 * @param path sources by the name of the uri's placeholder
 */
record RequestMappings(Map<String, MappingSource> path, List<ParameterMapping> query, List<ParameterMapping> headers) {

    private static final String PATH = "integration.request.path.";
    private static final String QUERY = "integration.request.querystring.";
    private static final String HEADER = "integration.request.header.";

    /** Mappings to these never reach the backend (spec 3.2, observed on AWS). */
    private static final Set<String> SWALLOWED = Set.of("connection", "expect", "proxy-authenticate", "te", "via");

    /** A mapping to one of these fails every request of its method (spec 3.2; the first two observed on AWS). */
    private static final Set<String> FATAL =
            Set.of("content-length", "transfer-encoding", "x-amzn-trace-id", "x-amzn-apigateway-api-id");

    static RequestMappings parse(Map<String, String> requestParameters, StageVariables variables) throws UnusableRoute {
        Map<String, MappingSource> path = new HashMap<>();
        List<ParameterMapping> query = new ArrayList<>();
        List<ParameterMapping> headers = new ArrayList<>();
        for (Map.Entry<String, String> entry : requestParameters.entrySet()) {
            String target = entry.getKey();
            MappingSource source = MappingExpression.parse(entry.getValue(), variables);
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
        return new RequestMappings(path, List.copyOf(query), List.copyOf(headers));
    }

    private static void addHeader(List<ParameterMapping> headers, String name, MappingSource source)
            throws UnusableRoute {
        String key = name.toLowerCase(Locale.ROOT);
        if (FATAL.contains(key)) {
            throw UnusableRoute.misconfigured(
                    "the integration maps to the header " + name + ", which no mapping may set");
        }
        if (!SWALLOWED.contains(key)) {
            headers.add(new ParameterMapping(name, source));
        }
    }
}
