package io.underpass.alb.desync;

/** Classes of octets (RFC 9110 5.6.2), given as chars of the same number. Threads: stateless. */
final class Octet {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Octet() {}

    static boolean isToken(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isToken((char) c));
    }

    static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether it ends a line or a text for somebody. */
    static boolean isBreaking(char c) {
        return c == '\r' || c == '\n' || c == 0;
    }

    static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    static boolean anyBreaking(String text) {
        return text.chars().anyMatch(c -> isBreaking((char) c));
    }

    static boolean anyControl(String text) {
        return text.chars().anyMatch(c -> isControl((char) c));
    }

    /** {@code text} without white space around it. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
