package io.underpass.testkit;

/**
 * What Underpass saw while a test failed: suppressed in that test's failure, so that it is printed wherever the failure
 * is. It has no stack trace of its own.
 *
 * <p>Threads: immutable.
 */
public final class UnderpassStory extends Exception {

    private static final long serialVersionUID = 1L;

    UnderpassStory(String text) {
        super(text, null, false, false);
    }

    /** The story alone, which says itself what it is. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
