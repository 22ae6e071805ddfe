package io.underpass.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * From exec to the first proxied answer, with the launcher's cache of classes and without, and the memory of an idle
 * emulator. On both cores, since nothing else runs.
 *
 * <p>Threads: confined to the main thread.
 */
final class StartUp {

    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Bench bench;

    StartUp(Bench bench) {
        this.bench = bench;
    }

    /** The table; the two take turns, {@code starts} times. */
    String markdown(int starts) throws IOException {
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            with.add(once(List.of()));
            without.add(once(List.of("env", "UNDERPASS_AOT=off")));
        }
        return "\n### Start-up, median of " + starts + "\n\n"
                + "| | exec to Ready, ms | exec to first proxied answer, ms | the same without the wait for provisioning, ms"
                + " | RSS 2 s after it, MiB |\n|---|---|---|---|---|\n"
                + row("with the launcher's AOT cache", with)
                + row("without", without);
    }

    private Start once(List<String> prefix) throws IOException {
        int port = Ports.free();
        List<String> command = new ArrayList<>(prefix);
        command.addAll(bench.launch(port));
        long begin = System.nanoTime();
        long pid = bench.programs().start("start-up", command);
        while (!bench.programs().log("start-up").startsWith("Ready.")) {
            if (System.nanoTime() - begin > Duration.ofSeconds(30).toNanos()) {
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
            long wait = Math.max(0, answered - created - tutorial.lastAnswerNanos());
            Ports.pause(IDLE);
            long memory = Cpu.residentMebibytes(List.of(pid));
            return new Start(ready / 1e6, answered / 1e6, (answered - wait) / 1e6, memory);
        } finally {
            bench.programs().stop(pid);
        }
    }

    private static String row(String name, List<Start> starts) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                median(starts, Start::readyMillis),
                median(starts, Start::answeredMillis),
                median(starts, Start::workMillis),
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
     */
    private record Start(double readyMillis, double answeredMillis, double workMillis, double residentMebibytes) {}
}
