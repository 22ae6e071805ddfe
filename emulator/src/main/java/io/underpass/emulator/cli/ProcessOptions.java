package io.underpass.emulator.cli;

import io.underpass.emulator.Settings;
import java.time.Duration;

/** What every process that serves can be told. Threads: for the main thread. */
final class ProcessOptions {

    @Option(
            names = "--drain-seconds",
            paramLabel = "SECONDS",
            defaultValue = "" + Settings.DEFAULT_DRAIN_SECONDS,
            description = "How long running requests may take to finish on stop. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_DRAIN_SECONDS]")
    private int drainSeconds;

    @Option(
            names = "--io-threads",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "The number of event loops; 0 is one a core. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_IO_THREADS]")
    private int ioThreads;

    /** How long running requests may take to finish on stop. */
    Duration drain() {
        return Duration.ofSeconds(drainSeconds);
    }

    /** The number of event loops; 0 for one a core. */
    int ioThreads() {
        return ioThreads;
    }
}
