package io.underpass.gateway;

import java.util.List;

/**
 * Takes what stages log, in place of CloudWatch Logs.
 *
 * <p>Threads: safe; called on event loops, never waits.
 */
@FunctionalInterface
public interface StageLogs {

    /** Nobody reads them. */
    StageLogs NONE = (log, lines) -> {};

    /** Takes {@code lines}, none of which holds a line break. */
    void write(Log log, List<String> lines);

    /**
     * One log of one stage.
     *
     * @param stage the stage's name; of a canary's requests <code>STAGE/Canary</code>
     */
    record Log(Kind kind, String apiId, String stage) {

        /**
         * The log group's name: of executions AWS's, of requests the one that AWS's guide suggests, since a stage may be
         * given any (spec 7.1 and 7.2).
         */
        public String group() {
            return kind.prefix + apiId + '/' + stage;
        }
    }

    /** What is in a log. */
    enum Kind {
        /** A line for each request, as the stage's format says. */
        ACCESS("API-Gateway-Access-Logs_"),
        /** What was done for a request, step by step. */
        EXECUTION("API-Gateway-Execution-Logs_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }
}
