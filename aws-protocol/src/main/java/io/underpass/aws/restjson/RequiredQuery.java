package io.underpass.aws.restjson;

import io.underpass.aws.AwsRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Query parameters that tell apart operations of the same method and path, as {@code mode=import} tells ImportRestApi
 * from CreateRestApi.
 *
 * <p>Threads: immutable.
 *
 * @param values the values required, by parameter
 */
public record RequiredQuery(Map<String, String> values) {

    /** Requires nothing. */
    public static final RequiredQuery NONE = new RequiredQuery(Map.of());

    /** What stands after the question mark of {@code text}. */
    static RequiredQuery of(String text) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.substring(mark + 1).split("&")) {
            String[] sides = pair.split("=", 2);
            values.put(sides[0], sides[1]);
        }
        return new RequiredQuery(Map.copyOf(values));
    }

    /** What stands before the question mark of {@code text}. */
    static String pathOf(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? text : text.substring(0, mark);
    }

    /** Whether anything is required. */
    boolean isPresent() {
        return !values.isEmpty();
    }

    /** Whether {@code request} has every parameter with its value. */
    boolean matches(AwsRequest request) {
        return values.entrySet().stream()
                .allMatch(pair -> request.queryValue(pair.getKey()).equals(Optional.of(pair.getValue())));
    }
}
