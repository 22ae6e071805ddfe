package io.underpass.gateway.policy;

import java.util.Locale;

/**
 * A text in which {@code *} stands for any characters and {@code ?} for any one. Matching takes at most the product of
 * both lengths, whatever the pattern.
 *
 * <p>Threads: immutable.
 *
 * @param ignoreCase whether letters match whatever their case
 */
record Glob(String pattern, boolean ignoreCase) {

    static Glob of(String pattern) {
        return new Glob(pattern, false);
    }

    static Glob ignoringCase(String pattern) {
        return new Glob(pattern.toLowerCase(Locale.ROOT), true);
    }

    boolean matches(String given) {
        String text = ignoreCase ? given.toLowerCase(Locale.ROOT) : given;
        int at = 0;
        int position = 0;
        int star = -1;
        int resumeAt = 0;
        while (at < text.length()) {
            if (position < pattern.length() && pattern.charAt(position) == '*') {
                star = position++;
                resumeAt = at;
            } else if (position < pattern.length()
                    && (pattern.charAt(position) == '?' || pattern.charAt(position) == text.charAt(at))) {
                position++;
                at++;
            } else if (star >= 0) {
                position = star + 1;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (position < pattern.length() && pattern.charAt(position) == '*') {
            position++;
        }
        return position == pattern.length();
    }
}
