package io.underpass.alb.desync;

/**
 * How far a request is from RFC 9112, in rising order.
 *
 * <p>Threads: immutable.
 */
public enum Tier {
    /** By the letter. */
    COMPLIANT("-"),
    /** Not by the letter, and read the same way by everybody. */
    ACCEPTABLE("Acceptable"),
    /** Some read it otherwise than others. */
    AMBIGUOUS("Ambiguous"),
    /** Made to be read in different ways. */
    SEVERE("Severe");

    private final String text;

    Tier(String text) {
        this.text = text;
    }

    /** As logs have it. */
    public String text() {
        return text;
    }
}
