package io.underpass.gateway.compile;

/**
 * What becomes of a body for whose media type there is no template (spec 2.13).
 *
 * <p>Threads: immutable.
 */
public enum PassthroughBehavior {
    /** It passes. */
    WHEN_NO_MATCH,
    /** It passes if there are no templates at all. */
    WHEN_NO_TEMPLATES,
    /** It does not pass. */
    NEVER;

    /** Whether it passes where there are some templates, or none. */
    boolean lets(boolean someTemplates) {
        return this == WHEN_NO_MATCH || (this == WHEN_NO_TEMPLATES && !someTemplates);
    }
}
