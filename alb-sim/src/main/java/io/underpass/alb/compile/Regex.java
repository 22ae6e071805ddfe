package io.underpass.alb.compile;

import com.google.re2j.Pattern;

/**
 * A regular expression on an engine whose time is linear in the text. It may match anywhere unless it is anchored (a
 * guess: AWS's samples are). Control characters of the text are left out, as for other patterns.
 *
 * <p>Threads: immutable.
 */
final class Regex {

    private static final String META = ".[](){}*+?^$|\\";

    private final Pattern pattern;
    private final boolean foldCase;
    private final int size;

    private Regex(String source, boolean foldCase) {
        this.pattern = Pattern.compile(source, foldCase ? Pattern.CASE_INSENSITIVE : 0);
        this.foldCase = foldCase;
        this.size = pattern.programSize();
    }

    static Regex caseSensitive(String source) {
        return new Regex(source, false);
    }

    static Regex ignoringCase(String source) {
        return new Regex(source, true);
    }

    boolean matches(String text) {
        return pattern.matcher(visible(text)).find();
    }

    Pattern pattern() {
        return pattern;
    }

    /** How many instructions the engine has for it. */
    int size() {
        return size;
    }

    /** What is known of the beginning of every text that matches; conservative. */
    PathPrefix prefix() {
        String source = pattern.pattern();
        if (foldCase || !source.startsWith("^") || hasAlternatives(source)) {
            return new PathPrefix("", false);
        }
        StringBuilder prefix = new StringBuilder();
        int at = 1;
        int before = 1;
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean escaped = c == '\\' && at + 1 < source.length() && isPunctuation(source.charAt(at + 1));
            if (!escaped && META.indexOf(c) >= 0) {
                break;
            }
            before = at;
            at += escaped ? 2 : 1;
            prefix.append(source.charAt(at - 1));
        }
        String rest = source.substring(at);
        boolean optional = rest.startsWith("*") || rest.startsWith("?") || rest.startsWith("{");
        if (optional && at > before) {
            prefix.setLength(Math.max(0, prefix.length() - 1));
        }
        return new PathPrefix(prefix.toString(), rest.equals("$"));
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** Whether there is a {@code |} outside of all groups, or may be: quoted texts are not looked into. */
    private static boolean hasAlternatives(String source) {
        int depth = 0;
        int classBegan = -1;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
                if (i < source.length() && source.charAt(i) == 'Q') {
                    return true;
                }
            } else if (classBegan >= 0) {
                // A bracket that closes stands for itself where it comes first.
                boolean first = i == classBegan + 1 || (i == classBegan + 2 && source.charAt(i - 1) == '^');
                classBegan = c == ']' && !first ? -1 : classBegan;
            } else if (c == '[') {
                classBegan = i;
            } else if (c == '|' && depth == 0) {
                return true;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return false;
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }

    static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return text.chars()
                        .filter(c -> !isControl((char) c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }
}
