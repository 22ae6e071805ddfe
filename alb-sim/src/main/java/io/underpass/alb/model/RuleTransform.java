package io.underpass.alb.model;

/**
 * What a rule changes of a request before a target gets it.
 *
 * <p>Threads: immutable.
 *
 * @param type {@link #HOST_HEADER_REWRITE} or {@link #URL_REWRITE}
 * @param regex what is looked for
 * @param replace what takes the place of what was found; {@code $1} and so on stand for groups
 */
public record RuleTransform(String type, String regex, String replace) {

    /** Of the Host field, without its port. */
    public static final String HOST_HEADER_REWRITE = "host-header-rewrite";

    /** Of path and query. */
    public static final String URL_REWRITE = "url-rewrite";
}
