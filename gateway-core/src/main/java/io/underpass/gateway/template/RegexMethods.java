package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The methods of strings that take a regular expression. The text they look at counts how often it is looked at, so that
 * an expression that goes back and forth for ever ends with the budget.
 *
 * <p>Threads: immutable.
 */
final class RegexMethods {

    static final Methods ALL = new Methods()
            .<String>with(
                    "matches",
                    1,
                    (text, regex, budget) -> matcher(text, regex, budget).matches())
            .<String>with("replaceAll", 2, (text, pair, budget) -> replace(text, pair, true, budget))
            .<String>with("replaceFirst", 2, (text, pair, budget) -> replace(text, pair, false, budget))
            .<String>with("split", 1, (text, regex, budget) -> split(text, regex, 0, budget))
            .<String>with(
                    "split", 2, (text, regex, budget) -> split(text, regex, Arguments.index(regex, 1, budget), budget));

    private RegexMethods() {}

    private static Matcher matcher(String text, @Nullable Object[] arguments, Budget budget) {
        String regex = Arguments.text(arguments, 0, budget);
        try {
            return Pattern.compile(regex).matcher(new Watched(text, budget));
        } catch (PatternSyntaxException e) {
            throw budget.stop("'" + Quoted.shortened(regex) + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static String replace(String text, @Nullable Object[] arguments, boolean all, Budget budget) {
        Matcher matcher = matcher(text, arguments, budget);
        String replacement = Arguments.text(arguments, 1, budget);
        StringBuilder replaced = new StringBuilder();
        int counted = 0;
        try {
            while (matcher.find()) {
                matcher.appendReplacement(replaced, replacement);
                budget.chars(replaced.length() - counted);
                counted = replaced.length();
                if (!all) {
                    break;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw budget.stop("'" + Quoted.shortened(replacement) + "' cannot replace a match: " + e.getMessage());
        }
        matcher.appendTail(replaced);
        budget.chars(replaced.length() - counted);
        return replaced.toString();
    }

    /** As {@link String#split(String, int)}. */
    private static List<Object> split(String text, @Nullable Object[] arguments, int limit, Budget budget) {
        Matcher matcher = matcher(text, arguments, budget);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while ((limit <= 0 || parts.size() < limit - 1) && matcher.find()) {
            if (matcher.end() == 0) {
                continue;
            }
            budget.values(1);
            parts.add(StringMethods.made(text.substring(from, matcher.start()), budget));
            from = matcher.end();
        }
        budget.values(1);
        parts.add(StringMethods.made(text.substring(from), budget));
        while (limit == 0 && parts.size() > 1 && "".equals(parts.get(parts.size() - 1))) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    /** Text that asks the budget when it is looked at. */
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
