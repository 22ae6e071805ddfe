package io.underpass.benchmarks.parts;

import io.underpass.alb.compile.AlbSnapshot;
import org.openjdk.jmh.annotations.Param;

/**
 * As {@link LoadBalancerPart}, with one rule, one listener and one target, or with 1,000 rules, 100 listeners and 1,000
 * targets. Where the others' patterns begin with a wildcard, every one before the match has to be tried.
 *
 * <p>Threads: one.
 */
public class LoadBalancerScale extends LoadBalancerPart {

    private static final int MANY = 1_000;
    private static final int LISTENERS = 100;
    private static final String BY_SEGMENT = "/service-%d/*";
    private static final String BY_WILDCARD = "*/service-%d";

    /** Which rule matches, and among what. */
    public enum Rules {
        /** The only one. */
        ONLY,
        /** The first of 1,000 for other first segments. */
        FIRST,
        /** The last of these. */
        LAST,
        /** The first of 1,000 that begin with a wildcard. */
        FIRST_WILDCARD,
        /** The last of these. */
        LAST_WILDCARD
    }

    @Param
    public Rules rules = Rules.ONLY;

    @Override
    AlbSnapshot snapshot() {
        return switch (rules) {
            case ONLY -> LoadBalancers.of(1, 1, 1, 1, BY_SEGMENT);
            case FIRST -> LoadBalancers.of(LISTENERS, MANY, MANY, 1, BY_SEGMENT);
            case LAST -> LoadBalancers.of(LISTENERS, MANY, MANY, MANY, BY_SEGMENT);
            case FIRST_WILDCARD -> LoadBalancers.of(LISTENERS, MANY, MANY, 1, BY_WILDCARD);
            case LAST_WILDCARD -> LoadBalancers.of(LISTENERS, MANY, MANY, MANY, BY_WILDCARD);
        };
    }
}
