package io.underpass.gateway.compile;

import io.underpass.gateway.model.IntegrationResponse;
import io.underpass.gateway.model.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a backend's response becomes the method's.
 *
 * <p>Threads: immutable.
 *
 * @param rules those with a pattern first, by status code; then those without
 */
public record ResponseMapping(List<Rule> rules) {

    private static final String TARGET = "method.response.header.";

    /**
     * One integration response.
     *
     * @param pattern what it is chosen by; empty for the default
     * @param status what the client gets
     * @param declared whether the method declares a response of this status
     * @param headers mappings to the client's header
     * @param bodyPaths the JSONPaths of what is mapped from the body; an empty one stands for all of it
     */
    public record Rule(
            Optional<Pattern> pattern,
            int status,
            boolean declared,
            List<ParameterMapping> headers,
            List<String> bodyPaths,
            BodyMapping body) {

        private boolean takes(String key) {
            return pattern.isPresent() && pattern.get().matcher(key).matches();
        }
    }

    static ResponseMapping of(Method method, Iterable<IntegrationResponse> responses, StageVariables variables)
            throws UnusableRoute {
        List<Rule> chosen = new ArrayList<>();
        List<Rule> defaults = new ArrayList<>();
        for (IntegrationResponse response : responses) {
            Rule rule = rule(method, response, variables);
            (rule.pattern().isPresent() ? chosen : defaults).add(rule);
        }
        chosen.addAll(defaults);
        return new ResponseMapping(List.copyOf(chosen));
    }

    /**
     * The rule for a response, if there is one.
     *
     * @param key what patterns are held against, as a whole: the backend's status code, or a function's error; empty where
     *     a function has not failed, so that it gets the default
     */
    public Optional<Rule> select(Optional<String> key) {
        for (Rule rule : rules) {
            if (rule.pattern().isEmpty() || key.filter(rule::takes).isPresent()) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static Rule rule(Method method, IntegrationResponse response, StageVariables variables)
            throws UnusableRoute {
        List<ParameterMapping> headers = new ArrayList<>();
        for (var entry : response.responseParameters().entrySet()) {
            if (!entry.getKey().startsWith(TARGET)) {
                throw UnusableRoute.misconfigured("Invalid mapping target: " + entry.getKey());
            }
            headers.add(new ParameterMapping(
                    entry.getKey().substring(TARGET.length()),
                    MappingExpression.ofResponse(entry.getValue(), variables)));
        }
        return new Rule(
                pattern(response),
                status(response),
                method.methodResponses().containsKey(response.statusCode()),
                List.copyOf(headers),
                headers.stream()
                        .map(ParameterMapping::source)
                        .filter(MappingSource.Body.class::isInstance)
                        .map(source -> ((MappingSource.Body) source).path())
                        .distinct()
                        .toList(),
                BodyMapping.ofResponse(response));
    }

    private static Optional<Pattern> pattern(IntegrationResponse response) throws UnusableRoute {
        String text = response.selectionPattern().orElse("");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw UnusableRoute.misconfigured("the selection pattern " + text + " is no regular expression");
        }
    }

    private static int status(IntegrationResponse response) throws UnusableRoute {
        try {
            return Integer.parseInt(response.statusCode());
        } catch (NumberFormatException e) {
            throw UnusableRoute.misconfigured("the status code " + response.statusCode() + " is no number");
        }
    }
}
