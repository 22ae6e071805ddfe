package io.underpass.alb.control;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a user may set about the control API.
 *
 * <p>Threads: immutable.
 *
 * @param provisioning how long a new load balancer is {@code provisioning} before it is {@code active} and answers anybody
 * @param limits the quotas
 */
public record ElbV2Settings(Duration provisioning, Limits limits) {

    /** A second of provisioning, and AWS's default quotas. */
    public static final ElbV2Settings DEFAULTS = new ElbV2Settings(Duration.ofSeconds(1), Limits.AWS);

    /**
     * The quotas as somebody has changed them.
     *
     * @param changed those that are not AWS's
     */
    public record Limits(Map<Quota, Integer> changed) {

        /** AWS's defaults. */
        public static final Limits AWS = new Limits(Map.of());

        /** Copies {@code changed}. */
        public Limits {
            changed = Map.copyOf(changed);
        }

        /** How many there may be. */
        public int of(Quota quota) {
            return changed.getOrDefault(quota, quota.atAws());
        }

        /** These with {@code most} of one kind. */
        public Limits with(Quota quota, int most) {
            Map<Quota, Integer> others = new EnumMap<>(Quota.class);
            others.putAll(changed);
            others.put(quota, most);
            return new Limits(others);
        }
    }
}
