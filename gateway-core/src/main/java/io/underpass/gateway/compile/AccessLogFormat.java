package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that a stage logs for each request (spec 7.2).
 *
 * <p>Threads: immutable.
 *
 * @param parts in order
 * @param xml whether the line is XML, so that values are escaped as XML wants it
 */
public record AccessLogFormat(List<Part> parts, boolean xml) {

    /** A dot or dash at the end is no part of a name. */
    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*)");

    /** A piece of the line. */
    public sealed interface Part {

        /** Text that is always the same. */
        record Text(String text) implements Part {}

        /** A variable that mappings have too. */
        record Value(MappingSource source) implements Part {}

        /** A variable of failures. */
        record Error(ErrorVariable variable) implements Part {}

        /** A variable of access logs. */
        record Own(AccessLogVariable variable) implements Part {}

        /** What a template has put in the place of something. */
        record Override(Place place, String name) implements Part {}

        /** A variable that no request has here. */
        record Missing() implements Part {}
    }

    /** What templates can override. */
    public enum Place {
        REQUEST_HEADER("requestOverride.header."),
        REQUEST_PATH("requestOverride.path."),
        REQUEST_QUERY("requestOverride.querystring."),
        RESPONSE_HEADER("responseOverride.header."),
        RESPONSE_STATUS("responseOverride.status");

        private final String prefix;

        Place(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Reads {@code format}; what is no {@code $context} variable is text. */
    public static AccessLogFormat parse(String format) {
        String line = format.strip();
        List<Part> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(line);
        int from = 0;
        while (variables.find()) {
            addText(parts, line.substring(from, variables.start()));
            parts.add(variable(variables.group(1)));
            from = variables.end();
        }
        addText(parts, line.substring(from));
        return new AccessLogFormat(List.copyOf(parts), line.startsWith("<"));
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }

    private static Part variable(String name) {
        Optional<AccessLogVariable> own = AccessLogVariable.named(name);
        if (own.isPresent()) {
            return new Part.Own(own.get());
        }
        Optional<ErrorVariable> error = ErrorVariable.named(name);
        if (error.isPresent()) {
            return new Part.Error(error.get());
        }
        for (Place place : Place.values()) {
            if (name.startsWith(place.prefix)) {
                return new Part.Override(place, name.substring(place.prefix.length()));
            }
        }
        MappingSource source = MappingExpression.ofContext(name);
        return source instanceof MappingSource.Absent ? new Part.Missing() : new Part.Value(source);
    }
}
