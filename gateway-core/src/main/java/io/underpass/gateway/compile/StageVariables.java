package io.underpass.gateway.compile;

import io.underpass.gateway.model.Integration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of one stage, put into an integration's settings.
 *
 * <p>Threads: immutable.
 *
 * @param values by name
 */
record StageVariables(Map<String, String> values) {

    static final StageVariables NONE = new StageVariables(Map.of());

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");
    private static final String MARK = "stageVariables.";

    /** Whether anything of {@code integration} reads a stage variable. */
    static boolean usedBy(Integration integration) {
        return integration.uri().filter(text -> text.contains(MARK)).isPresent()
                || integration
                        .connectionId()
                        .filter(text -> text.contains(MARK))
                        .isPresent()
                || integration.requestParameters().values().stream().anyMatch(text -> text.startsWith(MARK))
                || integration.integrationResponses().values().stream()
                        .flatMap(response -> response.responseParameters().values().stream())
                        .anyMatch(text -> text.startsWith(MARK));
    }

    /** Whether {@code text} reads a stage variable. */
    static boolean isIn(String text) {
        return text.contains(MARK);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@code text} with each <code>${stageVariables.NAME}</code> replaced; one that is not set leaves nothing (AWS). */
    String putInto(String text) {
        return text.contains(MARK)
                ? REFERENCE
                        .matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(value(found.group(1)).orElse("")))
                : text;
    }
}
