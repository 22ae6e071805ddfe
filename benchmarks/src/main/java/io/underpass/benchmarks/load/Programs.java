package io.underpass.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs, and ends those it started, by pid. Threads: confined to the main thread. */
final class Programs implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(5);

    private final List<Process> started = new ArrayList<>();
    private final Path logs;

    /** Programs whose output goes to files in {@code logs}. */
    Programs(Path logs) {
        this.logs = logs;
    }

    /** Starts {@code command} pinned to {@code core}; it ends with {@link #close} at the latest. */
    long start(String name, int core, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        pinned.addAll(command);
        return start(name, pinned);
    }

    /** Starts {@code command} on any core. */
    long start(String name, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve(name + ".log").toFile())
                    .start();
            started.add(process);
            return process.pid();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** The process {@code pid} and those it started: nginx's workers are children of its master. */
    static List<Long> family(long pid) {
        List<Long> pids = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).ifPresent(process -> process.descendants().forEach(child -> pids.add(child.pid())));
        return List.copyOf(pids);
    }

    /** What the program {@code name} printed. */
    String log(String name) {
        try {
            return Files.readString(logs.resolve(name + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends the program with the pid {@code pid}. */
    void stop(long pid) {
        started.stream().filter(process -> process.pid() == pid).forEach(Programs::end);
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        started.forEach(Programs::end);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code command} to its end and gives what it printed. */
    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
