package io.underpass.gateway.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What templates may call on strings. Methods that can make much of little ask the budget before they do; those with
 * regular expressions are in {@link RegexMethods}.
 *
 * <p>Threads: immutable.
 */
final class StringMethods {

    static final Methods ALL = new Methods()
            .with(RegexMethods.ALL)
            .<String>with("length", 0, (text, none, budget) -> text.length())
            .<String>with("isEmpty", 0, (text, none, budget) -> text.isEmpty())
            .<String>with("isBlank", 0, (text, none, budget) -> text.isBlank())
            .<String>with("trim", 0, (text, none, budget) -> made(text.trim(), budget))
            .<String>with("strip", 0, (text, none, budget) -> made(text.strip(), budget))
            .<String>with("toString", 0, (text, none, budget) -> text)
            .<String>with("hashCode", 0, (text, none, budget) -> text.hashCode())
            .<String>with("intern", 0, (text, none, budget) -> text)
            .<String>with("toLowerCase", 0, (text, none, budget) -> made(text.toLowerCase(Locale.ROOT), budget))
            .<String>with("toUpperCase", 0, (text, none, budget) -> made(text.toUpperCase(Locale.ROOT), budget))
            .<String>with("toCharArray", 0, StringMethods::characters)
            .<String>with("charAt", 1, StringMethods::charAt)
            .<String>with("codePointAt", 1, StringMethods::codePointAt)
            .<String>with("equals", 1, (text, other, budget) -> text.equals(other[0]))
            .<String>with(
                    "equalsIgnoreCase",
                    1,
                    (text, other, budget) -> text.equalsIgnoreCase(Arguments.text(other, 0, budget)))
            .<String>with("compareTo", 1, (text, other, budget) -> text.compareTo(Arguments.text(other, 0, budget)))
            .<String>with(
                    "compareToIgnoreCase",
                    1,
                    (text, other, budget) -> text.compareToIgnoreCase(Arguments.text(other, 0, budget)))
            .<String>with(
                    "contains",
                    1,
                    (text, part, budget) -> Search.indexOf(text, Arguments.text(part, 0, budget), 0, budget) >= 0)
            .<String>with("startsWith", 1, (text, part, budget) -> text.startsWith(Arguments.text(part, 0, budget)))
            .<String>with(
                    "startsWith",
                    2,
                    (text, part, budget) ->
                            text.startsWith(Arguments.text(part, 0, budget), Arguments.index(part, 1, budget)))
            .<String>with("endsWith", 1, (text, part, budget) -> text.endsWith(Arguments.text(part, 0, budget)))
            .<String>with(
                    "indexOf",
                    1,
                    (text, part, budget) -> Search.indexOf(text, Arguments.text(part, 0, budget), 0, budget))
            .<String>with(
                    "indexOf",
                    2,
                    (text, part, budget) -> Search.indexOf(
                            text, Arguments.text(part, 0, budget), Arguments.index(part, 1, budget), budget))
            .<String>with(
                    "lastIndexOf",
                    1,
                    (text, part, budget) -> Search.lastIndexOf(text, Arguments.text(part, 0, budget), budget))
            .<String>with(
                    "substring",
                    1,
                    (text, range, budget) -> substring(text, Arguments.index(range, 0, budget), text.length(), budget))
            .<String>with(
                    "substring",
                    2,
                    (text, range, budget) -> substring(
                            text, Arguments.index(range, 0, budget), Arguments.index(range, 1, budget), budget))
            .<String>with(
                    "subSequence",
                    2,
                    (text, range, budget) -> substring(
                            text, Arguments.index(range, 0, budget), Arguments.index(range, 1, budget), budget))
            .<String>with("concat", 1, StringMethods::concat)
            .<String>with(
                    "replace",
                    2,
                    (text, pair, budget) -> Search.replace(
                            text, Arguments.text(pair, 0, budget), Arguments.text(pair, 1, budget), budget))
            .<String>with("valueOf", 1, (any, value, budget) -> Arguments.text(value, 0, budget));

    private StringMethods() {}

    /** A string that was made; counts it. */
    static String made(String text, Budget budget) {
        budget.chars(text.length());
        return text;
    }

    private static List<Object> characters(String text, @Nullable Object[] none, Budget budget) {
        budget.values(text.length());
        List<Object> characters = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            characters.add(String.valueOf(text.charAt(i)));
        }
        return characters;
    }

    private static String charAt(String text, @Nullable Object[] arguments, Budget budget) {
        int index = Arguments.index(arguments, 0, budget);
        return substring(text, index, index + 1, budget);
    }

    private static int codePointAt(String text, @Nullable Object[] arguments, Budget budget) {
        int index = Arguments.index(arguments, 0, budget);
        return substring(text, index, text.length(), budget).codePointAt(0);
    }

    private static String concat(String text, @Nullable Object[] arguments, Budget budget) {
        String more = Arguments.text(arguments, 0, budget);
        budget.chars((long) text.length() + more.length());
        return text.concat(more);
    }

    /** Java throws here, and API Gateway then answers 500 (a guess). */
    private static String substring(String text, int from, int to, Budget budget) {
        if (from < 0 || from > to || to > text.length()) {
            throw budget.stop("a template asked for the characters " + from + " to " + to + " of a string that has "
                    + text.length());
        }
        return made(text.substring(from, to), budget);
    }
}
