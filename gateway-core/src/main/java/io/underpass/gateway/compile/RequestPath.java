package io.underpass.gateway.compile;

/**
 * A request's path after the stage, cut into segments the way API Gateway matches them: slashes at the front count as
 * one, one slash at the end does not count, slashes in between make empty segments (spec 2.5).
 *
 * <p>Threads: immutable.
 */
final class RequestPath {

    private final String text;
    private final int[] starts;

    private RequestPath(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
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
        String text = raw.substring(from, to);
        if (text.isEmpty()) {
            return new RequestPath(text, new int[0]);
        }
        int[] starts = new int[1 + (int) text.chars().filter(c -> c == '/').count()];
        int segment = 1;
        for (int i = text.indexOf('/'); i >= 0; i = text.indexOf('/', i + 1)) {
            starts[segment++] = i + 1;
        }
        return new RequestPath(text, starts);
    }

    /** The number of segments; 0 for the root. */
    int size() {
        return starts.length;
    }

    /** Segment {@code index} as received. */
    String segment(int index) {
        int end = index + 1 < starts.length ? starts[index + 1] - 1 : text.length();
        return text.substring(starts[index], end);
    }

    /** Everything from segment {@code index} on, slashes kept. */
    String rest(int index) {
        return text.substring(starts[index]);
    }
}
