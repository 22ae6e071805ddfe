package io.underpass.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap under full load, minute by minute: what is left after a full collection must not grow.
 *
 * <p>Threads: confined to the main thread.
 */
final class Soak {

    private static final Pattern USED = Pattern.compile("(?:total|heap) .*used (\\d+)K");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bench bench;

    Soak(Bench bench) {
        this.bench = bench;
    }

    /** Prints a row a minute. */
    void run(int minutes) throws IOException {
        Contestant underpass = bench.underpass("underpass", Scale.TUTORIAL, false);
        long pid = underpass.processes().get(0);
        Path java = Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
        String jcmd = java.resolveSibling("jcmd").toString();
        System.out.println("| minute | requests/s | errors | heap after a full collection, KiB | RSS, MiB |");
        System.out.println("|---|---|---|---|---|");
        for (int minute = 1; minute <= minutes; minute++) {
            Round round = Round.of(underpass, bench.backend(), Setting.SMALL, MINUTE);
            Programs.output(List.of(jcmd, String.valueOf(pid), "GC.run"));
            long used = used(Programs.output(List.of(jcmd, String.valueOf(pid), "GC.heap_info")));
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %d | %d | %d |",
                    minute,
                    round.load().requestsPerSecond(),
                    round.load().errors(),
                    used,
                    Cpu.residentMebibytes(underpass.processes())));
        }
    }

    private static long used(String heapInfo) {
        Matcher generation = USED.matcher(heapInfo);
        long used = 0;
        while (generation.find()) {
            used += Long.parseLong(generation.group(1));
        }
        if (used == 0) {
            throw new IllegalStateException("jcmd (of a JDK, not of a run-time) did not tell the heap: " + heapInfo);
        }
        return used;
    }
}
