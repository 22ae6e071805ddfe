package io.underpass.gateway.schema;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a schema. Schemas write them for ECMA 262, whose {@code $} is the very end and whose classes
 * have no brackets in them. A search gives up with the budget it is given, however much it backtracks.
 *
 * <p>Threads: immutable.
 */
final class SchemaRegex {

    private final String source;
    private final Pattern pattern;

    private SchemaRegex(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
    }

    /** Reads {@code source}; empty where it is no regular expression. */
    static Optional<SchemaRegex> parse(String source) {
        try {
            return Optional.of(new SchemaRegex(source, Pattern.compile(translated(source))));
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Whether it matches anywhere in {@code text}. */
    boolean isFoundIn(String text, Budget budget) {
        try {
            return pattern.matcher(new Watched(text, budget)).find();
        } catch (StackOverflowError e) {
            throw new Budget.Spent("the pattern " + source + " needs too much memory");
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /** The same expression for Java. */
    private static String translated(String source) {
        StringBuilder out = new StringBuilder(source.length() + 8);
        boolean inClass = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length()) {
                out.append(c).append(source.charAt(++i));
            } else if (inClass) {
                inClass = c != ']';
                out.append(c == '[' || c == '&' ? "\\" : "").append(c);
            } else if (source.startsWith("[^]", i)) {
                out.append("[\\s\\S]");
                i += 2;
            } else if (source.startsWith("[]", i)) {
                out.append("(?!)");
                i++;
            } else {
                inClass = c == '[';
                out.append(c == '$' ? "\\z" : String.valueOf(c));
            }
        }
        return out.toString();
    }

    /** Text that counts how often it is looked at. */
    private record Watched(String text, Budget budget) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
