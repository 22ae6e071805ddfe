package io.underpass.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * From exec to the first proxied answer, with the launcher's cache of classes and without, and the memory of an idle
 * emulator: with the tutorial in kept state, and made by control calls. On both cores, since nothing else runs.
 *
 * <p>Threads: confined to the main thread.
 */
final class StartUp {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> WITHOUT_CACHE = List.of("env", "UNDERPASS_AOT=off");

    private final Bench bench;

    StartUp(Bench bench) {
        this.bench = bench;
    }

    /** The tables; those of a table take turns, {@code starts} times. */
    String markdown(int starts) throws IOException {
        return "\n### Start-up, median of " + starts + "\n" + keptTable(starts) + calledTable(starts);
    }

    private String keptTable(int starts) throws IOException {
        Kept kept = keep();
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            with.add(fromState(List.of(), kept));
            without.add(fromState(WITHOUT_CACHE, kept));
        }
        return "\n| the tutorial in kept state (`--state`) | exec to first proxied answer, ms | CPU until then, ms"
                + " | RSS 2 s after it, MiB |\n|---|---|---|---|\n"
                + keptRow("with the launcher's AOT cache", with)
                + keptRow("without", without);
    }

    private String calledTable(int starts) throws IOException {
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            with.add(fromCalls(List.of()));
            without.add(fromCalls(WITHOUT_CACHE));
        }
        return "\n| the tutorial by its control calls | exec to Ready, ms | exec to first proxied answer, ms"
                + " | the same without the wait for provisioning, ms | CPU until then, ms"
                + " | RSS 2 s after it, MiB |\n|---|---|---|---|---|---|\n"
                + calledRow("with the launcher's AOT cache", with)
                + calledRow("without", without);
    }

    /** A first run, which leaves the tutorial in a store. */
    private Kept keep() throws IOException {
        Path state = Files.createTempDirectory("underpass-state");
        int port = Ports.free();
        List<String> command = new ArrayList<>(bench.launch(port));
        command.addAll(List.of("--state", state.toString()));
        long pid = bench.programs().start("start-up", command);
        Ports.awaitOpen("start-up", port);
        try (Tutorial tutorial = bench.tutorial(port)) {
            String url = tutorial.build(Scale.TUTORIAL);
            return new Kept(state, URI.create(url).getRawPath() + "/100b");
        } finally {
            bench.programs().stop(pid);
        }
    }

    private Start fromState(List<String> prefix, Kept kept) throws IOException {
        int port = Ports.free();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(bench.launch(port));
        command.addAll(List.of("--state", kept.folder().toString()));
        long begin = System.nanoTime();
        long pid = bench.programs().start("start-up", command);
        try {
            while (!answers(port, kept.path())) {
                if (System.nanoTime() - begin > LIMIT.toNanos()) {
                    throw new IllegalStateException(
                            "Underpass does not answer: " + bench.programs().log("start-up"));
                }
                Ports.pause();
            }
            double answered = (System.nanoTime() - begin) / 1e6;
            double cpu = Cpu.microsWithChildren(pid) / 1e3;
            Ports.pause(IDLE);
            return new Start(0, answered, answered, cpu, Cpu.residentMebibytes(List.of(pid)));
        } finally {
            bench.programs().stop(pid);
        }
    }

    private static boolean answers(int port, String path) {
        try (ControlClient client = new ControlClient(URI.create("http://127.0.0.1:" + port))) {
            return client.status(path) == 200;
        } catch (UncheckedIOException e) {
            return false; // Nobody listens yet.
        }
    }

    private Start fromCalls(List<String> prefix) throws IOException {
        int port = Ports.free();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(bench.launch(port));
        long begin = System.nanoTime();
        long pid = bench.programs().start("start-up", command);
        while (!bench.programs().log("start-up").startsWith("Ready.")) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "Underpass is not ready: " + bench.programs().log("start-up"));
            }
            Ports.pause();
        }
        long ready = System.nanoTime() - begin;
        try (Tutorial tutorial = bench.tutorial(port)) {
            String url = tutorial.create(Scale.TUTORIAL);
            long created = System.nanoTime() - begin;
            tutorial.await(url);
            long answered = System.nanoTime() - begin;
            double cpu = Cpu.microsWithChildren(pid) / 1e3;
            long wait = Math.max(0, answered - created - tutorial.lastAnswerNanos());
            Ports.pause(IDLE);
            long memory = Cpu.residentMebibytes(List.of(pid));
            return new Start(ready / 1e6, answered / 1e6, (answered - wait) / 1e6, cpu, memory);
        } finally {
            bench.programs().stop(pid);
        }
    }

    private static String keptRow(String name, List<Start> starts) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f |%n",
                name,
                median(starts, Start::answeredMillis),
                median(starts, Start::cpuMillis),
                median(starts, Start::residentMebibytes));
    }

    private static String calledRow(String name, List<Start> starts) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(starts, Start::readyMillis),
                median(starts, Start::answeredMillis),
                median(starts, Start::workMillis),
                median(starts, Start::cpuMillis),
                median(starts, Start::residentMebibytes));
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        double[] sorted = starts.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * One start.
     *
     * @param workMillis as {@code answeredMillis}, but without the second for which new links and load balancers are
     *     provisioned: that is emulated, not spent
     * @param cpuMillis of the emulator and its launcher, until the first proxied answer
     */
    private record Start(
            double readyMillis, double answeredMillis, double workMillis, double cpuMillis, double residentMebibytes) {}

    /** A store in {@code folder} that holds the tutorial, and the {@code path} to what is behind it. */
    private record Kept(Path folder, String path) {}
}
