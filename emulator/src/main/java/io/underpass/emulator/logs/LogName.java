package io.underpass.emulator.logs;

import io.underpass.alb.LoadBalancerLogs;
import io.underpass.gateway.StageLogs;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which log a line is of: two that are equal share a file.
 *
 * <p>Threads: immutable.
 */
sealed interface LogName {

    /** What people call it. */
    String text();

    /** Whether a line does not say by itself which log it is of. */
    boolean goesBeforeLines();

    /** The path of its file below the directory; leads nowhere else, whatever ids and names are. */
    String file();

    /** One log of a stage: AWS's log group. */
    record OfStage(StageLogs.Log log) implements LogName {

        @Override
        public String text() {
            return log.group();
        }

        @Override
        public boolean goesBeforeLines() {
            return log.kind() == StageLogs.Kind.EXECUTION;
        }

        @Override
        public String file() {
            return log.group().replaceAll("[^A-Za-z0-9_/-]", "_") + ".log";
        }
    }

    /**
     * What a log of a load balancer gets within one interval: an object in a bucket on AWS, a file that is not compressed
     * here.
     *
     * @param end of the interval
     * @param writer tells the files of one writer from those of another
     */
    record OfLoadBalancer(LoadBalancerLogs.Log log, Instant end, String writer) implements LogName {

        /** The edge stands for the load balancer's nodes. */
        private static final String NODE = "127.0.0.1";

        @Override
        public String text() {
            return log.name();
        }

        @Override
        public boolean goesBeforeLines() {
            return log.kind() != LoadBalancerLogs.Kind.ACCESS;
        }

        @Override
        public String file() {
            return Arrays.stream((log.bucket() + '/' + log.key(end, NODE, writer)).split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .map(OfLoadBalancer::harmless)
                    .collect(Collectors.joining("/", "", ".log"));
        }

        private static String harmless(String part) {
            String plain = part.replaceAll("[^A-Za-z0-9_.=+@-]", "_");
            return plain.startsWith(".") ? '_' + plain.substring(1) : plain;
        }
    }
}
