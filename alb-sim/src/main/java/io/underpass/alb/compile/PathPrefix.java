package io.underpass.alb.compile;

/**
 * What every path begins with that a pattern accepts.
 *
 * <p>Threads: immutable.
 *
 * @param text the beginning; empty where paths may begin with anything
 * @param whole whether it is the only path that the pattern accepts
 */
record PathPrefix(String text, boolean whole) {

    /** Where the first segment ends within {@link #text}; -1 where a matching path may have more of it. */
    int endOfFirst() {
        return text.startsWith("/") ? endOfSegment(1) : -1;
    }

    /** Where the second segment ends within {@link #text}; -1 where there may be none, or more of it. */
    int endOfSecond() {
        int first = endOfFirst();
        return first < 0 || first == text.length() ? -1 : endOfSegment(first + 1);
    }

    private int endOfSegment(int from) {
        int slash = text.indexOf('/', from);
        return slash >= 0 ? slash : whole ? text.length() : -1;
    }
}
