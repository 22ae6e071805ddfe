package io.underpass.alb.compile;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression and what takes the place of its first match (that no other is replaced is a guess). In it
 * {@code $1} and so on stand for groups, {@code $0} for all that was found, {@code $$} for a dollar sign; a number goes
 * as far as there are such groups, and a group that took no part is empty (all guesses but {@code $1}).
 *
 * <p>Threads: immutable.
 */
public final class Rewrite {

    /** The longest result; as long as a request line may be (a guess). */
    private static final int MAX_LENGTH = 16 * 1024;

    private final Regex regex;
    private final String replacement;
    private final List<Part> parts;
    private final int highestGroup;

    /** A text, or the group of this number where it is not negative. */
    private record Part(String text, int group) {}

    Rewrite(Regex regex, String replacement) {
        this.regex = regex;
        this.replacement = replacement;
        this.parts = parts(replacement, regex.pattern().groupCount());
        this.highestGroup = parts.stream().mapToInt(Part::group).max().orElse(-1);
    }

    /** What became of a text. Threads: immutable. */
    public sealed interface Result {

        /** The regular expression matches nothing in it. */
        record Unmatched() implements Result {}

        /** It became this. */
        record Replaced(String text) implements Result {}

        /**
         * It matches, but there is no result.
         *
         * @param status as access logs have it
         * @param reason for people
         */
        record Failed(String status, String reason) implements Result {}
    }

    /**
     * Rewrites {@code text}.
     *
     * @param work what its request may be still; where this were too much the name of the failure is a guess
     */
    public Result apply(String text, RegexWork work) {
        if (!work.affords(regex, text.length())) {
            return new Result.Failed(
                    "TransformCompileTooBig",
                    "'" + regex + "' is too big to be tried on a text of " + text.length() + " characters");
        }
        String visible = Regex.visible(text);
        Matcher matcher = regex.pattern().matcher(visible);
        if (!matcher.find()) {
            return new Result.Unmatched();
        }
        if (highestGroup > matcher.groupCount()) {
            return new Result.Failed(
                    "TransformReplaceError",
                    "'" + replacement + "' names group " + highestGroup + ", '" + regex + "' has "
                            + matcher.groupCount());
        }
        StringBuilder rewritten = new StringBuilder(visible.length() + replacement.length());
        rewritten.append(visible, 0, matcher.start());
        for (Part part : parts) {
            String found = part.group < 0 ? part.text : matcher.group(part.group);
            rewritten.append(found == null ? "" : found);
            if (rewritten.length() > MAX_LENGTH) {
                return tooLong();
            }
        }
        rewritten.append(visible, matcher.end(), visible.length());
        return rewritten.length() > MAX_LENGTH ? tooLong() : new Result.Replaced(rewritten.toString());
    }

    private static Result tooLong() {
        return new Result.Failed("TransformBufferTooSmall", "the result is longer than " + MAX_LENGTH + " characters");
    }

    private static List<Part> parts(String replacement, int groups) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int dollar = replacement.indexOf('$');
        while (dollar >= 0 && dollar + 1 < replacement.length()) {
            char next = replacement.charAt(dollar + 1);
            int end = dollar + 1;
            if (next == '$') {
                parts.add(new Part(replacement.substring(from, end), -1));
                from = end + 1;
            } else if (isDigit(next)) {
                int group = next - '0';
                end++;
                while (end < replacement.length()
                        && isDigit(replacement.charAt(end))
                        && group * 10 + replacement.charAt(end) - '0' <= groups) {
                    group = group * 10 + replacement.charAt(end++) - '0';
                }
                parts.add(new Part(replacement.substring(from, dollar), -1));
                parts.add(new Part("", group));
                from = end;
            }
            dollar = replacement.indexOf('$', Math.max(from, end));
        }
        parts.add(new Part(replacement.substring(from), -1));
        return List.copyOf(parts);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
