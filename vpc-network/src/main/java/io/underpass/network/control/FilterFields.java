package io.underpass.network.control;

import io.underpass.aws.shape.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What filters can ask of resources of one kind: each name leads to the values that a resource has there. A filter
 * matches where any of its values does, a resource where all filters do; {@code *} and {@code ?} are wildcards.
 *
 * <p>Threads: confined to one call.
 */
final class FilterFields<T> {

    private static final String TAG = "tag:";

    private final Map<String, Function<T, List<String>>> fields = new LinkedHashMap<>();
    private final Function<T, Map<String, String>> tags;

    /** Filters by {@code tags}, so far by nothing else. */
    FilterFields(Function<T, Map<String, String>> tags) {
        this.tags = tags;
        fields.put("tag-key", item -> List.copyOf(tags.apply(item).keySet()));
        fields.put("tag-value", item -> List.copyOf(tags.apply(item).values()));
    }

    /** Adds a field with one value. */
    FilterFields<T> with(String name, Function<T, String> value) {
        return withAll(name, item -> List.of(value.apply(item)));
    }

    /** Adds a field with any number of values. */
    FilterFields<T> withAll(String name, Function<T, List<String>> values) {
        fields.put(name, values);
        return this;
    }

    /** Which resources the member {@code Filter} of {@code input} lets through. */
    Predicate<T> matching(Input input) {
        Predicate<T> all = item -> true;
        for (Input filter : input.structures("Filter")) {
            all = all.and(matching(filter.optionalString("Name").orElse(""), filter.strings("Value")));
        }
        return all;
    }

    private Predicate<T> matching(String name, List<String> values) {
        Function<T, List<String>> field = name.startsWith(TAG) ? tag(name.substring(TAG.length())) : fields.get(name);
        if (field == null) {
            throw Refusals.invalid("The filter '" + name + "' is invalid");
        }
        List<Pattern> patterns = values.stream().map(FilterFields::pattern).toList();
        return item -> field.apply(item).stream()
                .anyMatch(value -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(value).matches()));
    }

    private Function<T, List<String>> tag(String key) {
        return item -> {
            String value = tags.apply(item).get(key);
            return value == null ? List.of() : List.of(value);
        };
    }

    private static Pattern pattern(String value) {
        StringBuilder regex = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
