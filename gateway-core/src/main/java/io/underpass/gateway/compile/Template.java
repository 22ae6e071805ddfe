package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Text with values put in at each request.
 *
 * <p>Threads: immutable.
 *
 * @param parts in order
 */
public record Template(List<Part> parts) {

    /** A piece of a template. */
    public sealed interface Part {

        /** Goes out as it is. */
        record Text(String text) implements Part {}

        /**
         * Is replaced by a value of the request, encoded for its place; by nothing where the request has none.
         *
         * @param name the placeholder's
         */
        record Value(String name, MappingSource source) implements Part {}
    }

    /**
     * Reads <code>text{name}text</code>.
     *
     * @param sources by the names that placeholders may have
     * @param overridable whether a placeholder needs no source, because another may give it a value
     * @param clean makes the text between placeholders fit for its place
     */
    static Template parse(
            String text, Map<String, MappingSource> sources, boolean overridable, UnaryOperator<String> clean)
            throws UnusableRoute {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            String placeholder = close < 0 ? "" : text.substring(open + 1, close);
            MappingSource source = sources.get(placeholder);
            if (source == null && overridable && close >= 0) {
                source = new MappingSource.Absent();
            }
            if (source == null) {
                // AWS refuses the braces that are left over as illegal characters of a URI; which error, is a guess.
                String name = close < 0 ? text.substring(open) : text.substring(open, close + 1);
                throw UnusableRoute.misconfigured("the integration's uri holds " + name
                        + ", and no request parameter integration.request.path."
                        + name.replaceAll("[{}]", "") + " is mapped");
            }
            addText(parts, clean.apply(text.substring(from, open)));
            parts.add(new Part.Value(placeholder, source));
            from = close + 1;
        }
        addText(parts, clean.apply(text.substring(from)));
        return new Template(List.copyOf(parts));
    }

    /** Whether every request gets the same text. */
    public boolean isConstant() {
        return parts.stream().allMatch(Part.Text.class::isInstance);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }
}
