package io.underpass.alb;

import io.underpass.aws.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Port: takes what load balancers log, in place of S3.
 *
 * <p>Threads: safe; called on event loops, never waits.
 */
@FunctionalInterface
public interface LoadBalancerLogs {

    /** Nobody reads them. */
    LoadBalancerLogs NONE = (log, at, line) -> {};

    /** Takes {@code line}, which holds no line break, as one of the time {@code at}. */
    void write(Log log, Instant at, String line);

    /**
     * One log of one load balancer.
     *
     * @param scope the load balancer's account and region
     * @param loadBalancer its resource id: <code>app/NAME/ID</code>
     * @param bucket where it is to be kept
     * @param prefix what the keys in the bucket begin with; may be empty
     */
    record Log(Kind kind, Scope scope, String loadBalancer, String bucket, String prefix) {

        /** AWS makes an object of what comes in this time (spec 6.1). */
        public static final Duration INTERVAL = Duration.ofMinutes(5);

        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
        private static final DateTimeFormatter MINUTE =
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

        /** The end of the interval that {@code at} is in. */
        public static Instant endOfInterval(Instant at) {
            long seconds = INTERVAL.toSeconds();
            return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds + seconds);
        }

        /** What AWS calls the log, without place and time. */
        public String name() {
            return kind.filePrefix + scope.account() + "_elasticloadbalancing_" + scope.region() + '_'
                    + loadBalancer.replace('/', '.');
        }

        /**
         * The key of the object that AWS would make, without its ending.
         *
         * @param end of the interval
         * @param node the address of the load balancer's node, which names of network load balancers do without
         * @param random tells apart what has all else in common
         */
        public String key(Instant end, String node, String random) {
            return (prefix.isEmpty() ? "" : prefix + '/') + "AWSLogs/" + scope.account() + "/elasticloadbalancing/"
                    + scope.region() + '/' + DAY.format(end) + '/' + name() + '_' + MINUTE.format(end) + '_'
                    + (loadBalancer.startsWith("net/") ? "" : node + '_') + random;
        }
    }

    /** What is in a log. */
    enum Kind {
        /** A line for each request (spec 6.1). */
        ACCESS(""),
        /** A line for each connection of a client (spec 6.2). */
        CONNECTION("conn_log_"),
        /** A line for each health check (spec 6.3). */
        HEALTH_CHECK("health_check_log_");

        private final String filePrefix;

        Kind(String filePrefix) {
            this.filePrefix = filePrefix;
        }
    }
}
