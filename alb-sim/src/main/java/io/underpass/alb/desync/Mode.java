package io.underpass.alb.desync;

import java.util.Locale;

/**
 * What a load balancer does about requests that are not compliant (AWS: attribute
 * {@code routing.http.desync_mitigation_mode}).
 *
 * <p>Threads: immutable.
 */
public enum Mode {
    /** Lets everything pass that can be framed at all. */
    MONITOR,
    /** Refuses what is severe, and trusts no connection over which something ambiguous came. */
    DEFENSIVE,
    /** Refuses all that is not compliant. */
    STRICTEST;

    /** What becomes of a request. */
    public enum Treatment {
        /** It passes. */
        PASS,
        /** It passes, and both connections close afterwards. */
        PASS_AND_CLOSE,
        /** 400, and the connection closes. */
        REFUSE
    }

    /** The mode that the attribute's value names. */
    public static Mode of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    /** What becomes of requests of {@code tier}. */
    public Treatment of(Tier tier) {
        if (tier == Tier.COMPLIANT || this == MONITOR) {
            return Treatment.PASS;
        }
        if (this == STRICTEST || tier == Tier.SEVERE) {
            return Treatment.REFUSE;
        }
        return tier == Tier.AMBIGUOUS ? Treatment.PASS_AND_CLOSE : Treatment.PASS;
    }
}
