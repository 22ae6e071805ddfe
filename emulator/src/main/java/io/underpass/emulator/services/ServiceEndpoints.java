package io.underpass.emulator.services;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the AWS services are that integrations and authorizers call.
 *
 * <p>Threads: immutable.
 *
 * @param lambda answers Lambda's Invoke API for every function without an endpoint of its own
 * @param functions endpoints by function name; one whose path ends in {@code /invocations} is called as it is, as the
 *     Lambda runtime interface emulator wants it
 * @param fallback answers for all other services
 */
public record ServiceEndpoints(
        Optional<ServiceEndpoint> lambda, Map<String, ServiceEndpoint> functions, Optional<ServiceEndpoint> fallback) {

    /** No service at all. */
    public static final ServiceEndpoints NONE = new ServiceEndpoints(Optional.empty(), Map.of(), Optional.empty());

    private static final Pattern OF_FUNCTION = Pattern.compile("(?<name>[A-Za-z0-9_-]+)=(?<url>.*)");

    /** Copies {@code functions}. */
    public ServiceEndpoints {
        functions = Map.copyOf(functions);
    }

    /**
     * Reads settings.
     *
     * @param lambda URLs, at most one of them alone, the others as {@code NAME=URL}
     * @param fallback a URL, or empty for none
     * @throws IllegalArgumentException if one cannot be read; the message names it
     */
    public static ServiceEndpoints of(List<String> lambda, String fallback) {
        Optional<ServiceEndpoint> all = Optional.empty();
        Map<String, ServiceEndpoint> functions = new HashMap<>();
        for (String text : lambda) {
            Matcher matcher = OF_FUNCTION.matcher(text);
            if (matcher.matches()) {
                functions.put(matcher.group("name"), ServiceEndpoint.parse(matcher.group("url")));
            } else if (all.isEmpty()) {
                all = Optional.of(ServiceEndpoint.parse(text));
            } else {
                throw new IllegalArgumentException("two Lambda endpoints for all functions, " + all.get() + " and "
                        + text + "; give one a function's name: NAME=URL");
            }
        }
        return new ServiceEndpoints(
                all, functions, fallback.isEmpty() ? Optional.empty() : Optional.of(ServiceEndpoint.parse(fallback)));
    }

    /** Where {@code function} is called. */
    Optional<ServiceEndpoint> of(FunctionName function) {
        return Optional.ofNullable(functions.get(function.name())).or(() -> lambda);
    }
}
