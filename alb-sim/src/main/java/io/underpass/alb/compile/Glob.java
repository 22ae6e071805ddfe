package io.underpass.alb.compile;

import java.util.Locale;

/**
 * A pattern in which {@code *} stands for any run of characters and {@code ?} for exactly one. It has to match the whole
 * text. Control characters of the text are left out, as AWS's "Condition types for listener rules" says.
 *
 * <p>Takes at most (length of the text) x (length of the pattern) steps: only the last {@code *} is ever retried.
 *
 * <p>Threads: immutable.
 */
final class Glob {

    private static final char ANY_RUN = '\uffff';
    private static final char ANY_ONE = '\ufffe';

    private final String source;
    private final char[] pattern;
    private final boolean foldCase;

    private Glob(String source, boolean foldCase, boolean escapes) {
        this.source = source;
        this.foldCase = foldCase;
        this.pattern = parse(foldCase ? source.toLowerCase(Locale.ROOT) : source, escapes);
    }

    static Glob caseSensitive(String pattern) {
        return new Glob(pattern, false, false);
    }

    static Glob ignoringCase(String pattern) {
        return new Glob(pattern, true, false);
    }

    /** As {@link #ignoringCase}; {@code \*} and {@code \?} stand for the character itself. */
    static Glob ignoringCaseWithEscapes(String pattern) {
        return new Glob(pattern, true, true);
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    /** Whether the characters of {@code text} from {@code from} to before {@code to} match. */
    boolean matches(String text, int from, int to) {
        int p = 0;
        int t = from;
        int lastRun = -1;
        int resume = from;
        while (t < to) {
            char c = text.charAt(t);
            if (c < ' ' || c == 0x7f) {
                t++;
            } else if (p < pattern.length && pattern[p] == ANY_RUN) {
                lastRun = p++;
                resume = t;
            } else if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == fold(c))) {
                p++;
                t++;
            } else if (lastRun >= 0) {
                p = lastRun + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == ANY_RUN) {
            p++;
        }
        return p == pattern.length;
    }

    /** What every match begins with; the whole pattern where it {@linkplain #isLiteral() is literal}. */
    String literalPrefix() {
        int length = 0;
        while (length < pattern.length && pattern[length] < ANY_ONE) {
            length++;
        }
        return new String(pattern, 0, length);
    }

    /** Whether there is no wildcard. */
    boolean isLiteral() {
        return literalPrefix().length() == pattern.length;
    }

    /** How many characters {@code text} begins with as every match would. */
    int commonPrefix(String text) {
        int length = 0;
        while (length < pattern.length && length < text.length() && pattern[length] == fold(text.charAt(length))) {
            length++;
        }
        return length;
    }

    @Override
    public String toString() {
        return source;
    }

    private char fold(char c) {
        return foldCase && c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static char[] parse(String text, boolean escapes) {
        StringBuilder parsed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\' && i + 1 < text.length() && isWildcard(text.charAt(i + 1))) {
                parsed.append(text.charAt(++i));
            } else if (c == '*') {
                parsed.append(ANY_RUN);
            } else {
                parsed.append(c == '?' ? ANY_ONE : c);
            }
        }
        return parsed.toString().toCharArray();
    }

    private static boolean isWildcard(char c) {
        return c == '*' || c == '?';
    }
}
