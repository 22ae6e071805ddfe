package io.underpass.alb.compile;

/**
 * How much work regular expressions may still be for one request, which an event loop does: for each the size of its
 * program times the length of its text. Their time is linear in both, so that only large ones on long texts, or very many
 * of them, are ever too much; these match nothing then. That there is such a limit is a guess: AWS names none.
 *
 * <p>Threads: confined to one thread at a time.
 */
public final class RegexWork {

    /** Measured: 60 ms at the worst, where a step takes 30 ns; with expressions as people write them 4 ms. */
    static final long MAX_STEPS = 2_000_000;

    private long left = MAX_STEPS;
    private boolean exceeded;

    /** As much as there may be for a request. */
    public RegexWork() {}

    /** Whether {@code regex} may be tried on a text of so many characters; it then counts as tried. */
    boolean affords(Regex regex, int characters) {
        long steps = (long) regex.size() * (characters + 1);
        if (steps > left) {
            exceeded = true;
            return false;
        }
        left -= steps;
        return true;
    }

    /** Whether anything was too much. */
    public boolean exceeded() {
        return exceeded;
    }
}
