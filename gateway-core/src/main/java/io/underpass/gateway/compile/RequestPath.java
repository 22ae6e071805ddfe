package io.underpass.gateway.compile;

/**
 * A request's path after the stage, cut into segments the way API Gateway matches them: slashes at the front count as
 * one, one slash at the end does not count, slashes in between make empty segments (spec 2.5). A segment is named by
 * where it starts in the text, so that only those somebody asks for are made.
 *
 * <p>Threads: immutable.
 */
final class RequestPath {

    private final String text;
    private final int from;
    private final int to;

    private RequestPath(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    static RequestPath of(String raw) {
        int from = 0;
        while (from < raw.length() && raw.charAt(from) == '/') {
            from++;
        }
        int to = raw.length();
        if (to > from && raw.charAt(to - 1) == '/') {
            to--;
        }
        return new RequestPath(raw, from, to);
    }

    /** Where the first segment starts; past the {@linkplain #isOver end} for the root, which has none. */
    int start() {
        return from == to ? to + 1 : from;
    }

    /** Where the segment after the one at {@code start} starts. */
    int next(int start) {
        return end(start) + 1;
    }

    /** Whether there is no segment at {@code start}: the one before it was the last. */
    boolean isOver(int start) {
        return start > to;
    }

    /** Whether the segment at {@code start} has no characters. */
    boolean isEmpty(int start) {
        return end(start) == start;
    }

    /** The segment at {@code start} as received. */
    String segment(int start) {
        return text.substring(start, end(start));
    }

    /** Everything from {@code start} on, slashes kept. */
    String rest(int start) {
        return text.substring(start, to);
    }

    private int end(int start) {
        int slash = text.indexOf('/', start);
        return slash < 0 || slash > to ? to : slash;
    }
}
