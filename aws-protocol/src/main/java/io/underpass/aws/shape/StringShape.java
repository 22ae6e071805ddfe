package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A string.
 *
 * <p>Threads: immutable.
 *
 * @param values the values allowed, in AWS's order; empty allows all
 * @param min the least length in characters
 * @param max the greatest length in characters
 * @param pattern what the whole value must match
 */
public record StringShape(List<String> values, int min, int max, Optional<Pattern> pattern) implements Shape {

    @Override
    public void validate(JsonNode value, String path, Violations violations) {
        String text = value.textValue();
        if (!values.isEmpty() && !values.contains(text)) {
            violations.add(text, path, "Member must satisfy enum value set: " + values);
        }
        if (text.length() < min) {
            violations.add(text, path, "Member must have length greater than or equal to " + min);
        }
        if (text.length() > max) {
            violations.add(text, path, "Member must have length less than or equal to " + max);
        }
        pattern.filter(rule -> !rule.matcher(text).matches())
                .ifPresent(rule -> violations.add(
                        text, path, "Member must satisfy regular expression pattern: " + rule.pattern()));
    }
}
