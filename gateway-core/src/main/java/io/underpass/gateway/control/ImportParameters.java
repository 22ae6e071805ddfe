package io.underpass.gateway.control;

import io.underpass.gateway.openapi.BasePath;
import io.underpass.gateway.openapi.ImportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters of an import that stand in the query beside the modelled ones.
 *
 * <p>Threads: immutable.
 *
 * @param endpointTypes how clients reach the API, where the caller says so
 * @param tags those of a new API; AWS knows no such parameter, here {@link CustomId#TAG} is one
 */
record ImportParameters(
        ImportOptions options, Optional<List<String>> endpointTypes, Map<String, String> tags, List<String> warnings) {

    /** Reads {@code parameters}; the wordings of refusals are guesses, but for those of endpoint types. */
    static ImportParameters of(Map<String, String> parameters) {
        BasePath basePath = BasePath.IGNORE;
        boolean ignoresDocumentation = false;
        Optional<List<String>> types = Optional.empty();
        Map<String, String> tags = Map.of();
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "basepath", "basePath" ->
                    basePath = BasePath.named(value)
                            .orElseThrow(() -> Refusals.badRequest("Invalid basepath specified: " + value
                                    + ". Valid options are ignore,prepend,split"));
                case "ignore" -> ignoresDocumentation = value.equals("documentation");
                case "endpointConfigurationTypes" -> types = Optional.of(types(value));
                case CustomId.TAG -> tags = Map.of(CustomId.TAG, value);
                case "mode" -> {
                    // tells the operation
                }
                default -> {
                    if (!parameter.getKey().startsWith("X-Amz-")) {
                        warnings.add("The parameter " + parameter.getKey() + " is unknown and was ignored");
                    }
                }
            }
        }
        return new ImportParameters(new ImportOptions(basePath, ignoresDocumentation), types, tags, warnings);
    }

    /** With {@code others} as tags where the query names none. */
    ImportParameters orTags(Map<String, String> others) {
        return tags.isEmpty() ? new ImportParameters(options, endpointTypes, others, warnings) : this;
    }

    private static List<String> types(String value) {
        List<String> types = Stream.of(value.split(",")).map(String::strip).toList();
        types.forEach(EndpointSettings::checkType);
        return types;
    }
}
