package io.underpass.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time and memory of processes, as the kernel counts them. Threads: stateless. */
final class Cpu {

    private static final long MICROS_PER_TICK = 10_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    private Cpu() {}

    /** User and system time of {@code processes}, in microseconds. */
    static long micros(List<Long> processes) {
        return processes.stream()
                .mapToLong(process -> micros(process, UTIME, STIME))
                .sum();
    }

    /** User and system time of {@code process} and of its children that ended, in microseconds. */
    static long microsWithChildren(long process) {
        return micros(process, UTIME, STIME, CUTIME, CSTIME);
    }

    private static long micros(long process, int... counters) {
        String stat = read("/proc/" + process + "/stat");
        // The second field, the command, may hold spaces; what follows its closing parenthesis does not.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int counter : counters) {
            ticks += Long.parseLong(fields[counter]);
        }
        return ticks * MICROS_PER_TICK;
    }

    /** Resident memory of {@code processes}, in mebibytes. */
    static long residentMebibytes(List<Long> processes) {
        return mebibytes(processes, "VmRSS:");
    }

    /** The most that {@link #residentMebibytes} ever was, in mebibytes. */
    static long peakMebibytes(List<Long> processes) {
        return mebibytes(processes, "VmHWM:");
    }

    private static long mebibytes(List<Long> processes, String field) {
        long kibibytes = 0;
        for (long process : processes) {
            kibibytes += read("/proc/" + process + "/status")
                    .lines()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kibibytes / 1024;
    }

    /** Time that all processes of the machine together spent working on {@code core}, in microseconds. */
    static long coreMicros(int core) {
        String[] fields = read("/proc/stat")
                .lines()
                .filter(line -> line.startsWith("cpu" + core + " "))
                .findFirst()
                .orElseThrow()
                .split(" +");
        // user nice system idle iowait irq softirq steal: all but idle and iowait is work.
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * MICROS_PER_TICK;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
