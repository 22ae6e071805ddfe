package io.underpass.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The load comparison: {@code quick} prints the one ratio that matters in under 50 seconds, {@code full} the table.
 * Contestants take turns, so that what the machine does to one it does to all; the figures are medians.
 *
 * <p>Threads: for the main thread.
 */
public final class Compare {

    private static final Duration JVM_WARM_UP = Duration.ofSeconds(12);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration QUICK_ROUND = Duration.ofSeconds(3);
    private static final Duration FULL_ROUND = Duration.ofSeconds(5);
    private static final int QUICK_ROUNDS = 4;
    private static final int FULL_ROUNDS = 3;

    private final Bench bench;

    private Compare(Bench bench) {
        this.bench = bench;
    }

    /** Runs {@code quick} or {@code full}; the repository's root is the second argument. */
    public static void main(String[] arguments) throws IOException {
        boolean quick = arguments[0].equals("quick");
        Path folder = Files.createTempDirectory("underpass-benchmark");
        try (Bench bench = new Bench(Path.of(arguments[1]), folder)) {
            Compare compare = new Compare(bench);
            System.out.println(quick ? compare.quick() : compare.full());
        }
    }

    private String quick() throws IOException {
        List<Contestant> contestants =
                List.of(bench.nginx(2, false), bench.underpass("underpass", Scale.TUTORIAL, false));
        Report report = new Report();
        report.add(Setting.SMALL, run(contestants, Setting.SMALL, QUICK_ROUNDS, QUICK_ROUND, JVM_WARM_UP));
        return report.markdown() + "\n" + report.quickLine();
    }

    private String full() throws IOException {
        Report report = new Report();
        List<Contestant> contestants = new ArrayList<>(List.of(
                bench.nginx(1, false),
                bench.nginx(2, false),
                bench.haProxy(1, false),
                bench.haProxy(2, false),
                bench.answer(),
                bench.underpass("underpass", Scale.TUTORIAL, false)));
        List<Setting> settings = List.of(
                Setting.SMALL,
                Setting.get("10 kB, 64 connections", "/10k", 64),
                Setting.get("1 MB, 64 connections (buffered by the gateway)", "/1m", 64),
                Setting.get("100 B, 1000 connections", "/100b", 1000),
                new Setting("POST of 1 kB, 64 connections", "/100b", 64, postScript(), false));
        Duration warmUp = JVM_WARM_UP;
        for (Setting setting : settings) {
            report.add(setting, run(contestants, setting, FULL_ROUNDS, FULL_ROUND, warmUp));
            warmUp = Duration.ofSeconds(3);
        }
        Setting latency = Setting.get("100 B, 1 connection", "/100b", 1).onOneCore();
        report.add(
                latency,
                run(
                        List.of(
                                bench.nginx(1, true),
                                bench.nginx(2, true),
                                bench.underpass("underpass", Scale.TUTORIAL, true)),
                        latency,
                        FULL_ROUNDS,
                        FULL_ROUND,
                        JVM_WARM_UP));
        report.add(
                new Setting("scale, 64 connections", "/100b", 64, "", false),
                run(
                        List.of(
                                bench.underpass("10 routes", new Scale(10, 1), false),
                                bench.underpass("1,000 routes", new Scale(1000, 1), false),
                                bench.underpass("100,000 routes", new Scale(100_000, 1), false),
                                bench.underpass("200 load balancers", new Scale(10, 200), false)),
                        Setting.SMALL,
                        FULL_ROUNDS,
                        FULL_ROUND,
                        JVM_WARM_UP));
        return report.markdown();
    }

    private Map<Contestant, List<Round>> run(
            List<Contestant> contestants, Setting setting, int rounds, Duration duration, Duration warmUp) {
        for (Contestant contestant : contestants) {
            boolean jvm =
                    !contestant.name().startsWith("nginx") && !contestant.name().startsWith("haproxy");
            Round.of(contestant, bench.backend(), setting, jvm ? warmUp : WARM_UP);
        }
        Map<Contestant, List<Round>> results = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (Contestant contestant : contestants) {
                results.computeIfAbsent(contestant, key -> new ArrayList<>())
                        .add(Round.of(contestant, bench.backend(), setting, duration));
            }
        }
        return results;
    }

    private static String postScript() throws IOException {
        Path script = Files.createTempFile("underpass-post", ".lua");
        Files.writeString(
                script,
                "wrk.method = \"POST\"\nwrk.headers[\"Content-Type\"] = \"application/json\"\n"
                        + "wrk.body = string.rep(\"x\", 1000)\n");
        return script.toString();
    }
}
