package io.underpass.alb.model;

import java.util.List;

/**
 * The attributes that say where a load balancer keeps a log (spec 1.6).
 *
 * <p>Threads: immutable.
 *
 * @param enabled whether it keeps it
 * @param bucket where
 * @param prefix what the keys in the bucket begin with
 */
public record LogAttributes(Attribute<Boolean> enabled, Attribute<String> bucket, Attribute<String> prefix) {

    /** Of the log of its requests. */
    public static final LogAttributes ACCESS = of("access_logs.s3");

    /** Of the log of its clients' connections. */
    public static final LogAttributes CONNECTION = of("connection_logs.s3");

    /** Of the log of its health checks. */
    public static final LogAttributes HEALTH_CHECK = of("health_check_logs.s3");

    /** All that a load balancer of applications has. */
    public static final List<LogAttributes> ALL = List.of(ACCESS, CONNECTION, HEALTH_CHECK);

    private static LogAttributes of(String key) {
        return new LogAttributes(
                Attribute.flag(key + ".enabled", false),
                Attribute.text(key + ".bucket", ""),
                Attribute.text(key + ".prefix", ""));
    }
}
