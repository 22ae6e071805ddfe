package io.underpass.gateway.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** The keywords about strings, whose lengths count characters as people see them, not Java's. Threads: stateless. */
final class StringKeywords {

    private StringKeywords() {}

    static Keyword minLength(JsonNode minimum) {
        return (instance, report, evaluation) -> {
            int length = length(instance);
            if (length >= 0 && length < minimum.asLong()) {
                report.error(() -> "string \"" + instance.textValue() + "\" is too short (length: " + length
                        + ", required minimum: " + minimum + ')');
            }
        };
    }

    static Keyword maxLength(JsonNode maximum) {
        return (instance, report, evaluation) -> {
            int length = length(instance);
            if (length > maximum.asLong()) {
                report.error(() -> "string \"" + instance.textValue() + "\" is too long (length: " + length
                        + ", maximum allowed: " + maximum + ')');
            }
        };
    }

    static Keyword pattern(SchemaRegex regex) {
        return (instance, report, evaluation) -> {
            if (instance.isTextual() && !regex.isFoundIn(instance.textValue(), evaluation.budget())) {
                report.error(() ->
                        "ECMA 262 regex \"" + regex + "\" does not match input string \"" + instance.textValue() + '"');
            }
        };
    }

    /** {@code format}; one that is not known says nothing about an instance. */
    static Keyword format(String name) {
        Format format = Format.named(name);
        return (instance, report, evaluation) -> {
            if (instance.isTextual() && !format.fits(instance.textValue(), evaluation.budget())) {
                report.error(() -> "string \"" + instance.textValue() + "\" is " + format.complaint());
            }
        };
    }

    /** The length of a string; -1 of anything else. */
    private static int length(JsonNode instance) {
        if (!instance.isTextual()) {
            return -1;
        }
        String text = instance.textValue();
        return text.codePointCount(0, text.length());
    }
}
