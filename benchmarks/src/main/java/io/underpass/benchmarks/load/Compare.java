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
 * The load comparison: {@code quick} prints the one ratio that matters in under 50 seconds, {@code full} the table, {@code
 * load} its rows about small requests, {@code start} those about start-up and memory, {@code soak} the heap over ten minutes
 * of load. Contestants take turns, so that what the machine does to one it does to all; the figures are medians.
 *
 * <p>Threads: for the main thread.
 */
public final class Compare {

    private static final int SOAK_MINUTES = 10;

    private final Bench bench;
    private final Pace pace;
    private final Report report = new Report();

    private Compare(Bench bench, Pace pace) {
        this.bench = bench;
        this.pace = pace;
    }

    /**
     * Runs the mode that is the first argument; the repository's root is the second. A third, {@code short}, shortens
     * {@code full} and {@code start}; for {@code soak} it is the number of minutes.
     */
    public static void main(String[] arguments) throws IOException {
        String mode = arguments[0];
        String third = arguments.length > 2 ? arguments[2] : "";
        Pace pace = mode.equals("quick") ? Pace.QUICK : third.equals("short") ? Pace.SHORT : Pace.FULL;
        Path folder = Files.createTempDirectory("underpass-benchmark");
        try (Bench bench = new Bench(Path.of(arguments[1]), folder)) {
            Compare compare = new Compare(bench, pace);
            switch (mode) {
                case "quick" -> System.out.println(compare.quick());
                case "start" -> System.out.println(compare.start());
                case "load" -> {
                    compare.load();
                    System.out.println(compare.report.markdown());
                }
                case "soak" -> new Soak(bench).run(third.isEmpty() ? SOAK_MINUTES : Integer.parseInt(third));
                default -> {
                    compare.full();
                    System.out.println(compare.report.markdown() + compare.start());
                }
            }
        }
    }

    private String quick() throws IOException {
        List<Contestant> contestants =
                List.of(bench.nginx(2, false), bench.underpass("underpass", Scale.TUTORIAL, false));
        report.add(Setting.SMALL, run(contestants, Setting.SMALL, pace.jvmWarmUp()));
        return report.markdown() + "\n" + report.quickLine();
    }

    private String start() throws IOException {
        return new StartUp(bench).markdown(pace.starts())
                + EmbeddedStart.markdown(2 * pace.starts() + 1)
                + new Memory(bench, pace.round()).markdown();
    }

    private void full() throws IOException {
        load();
        bigBodies();
        latency();
        scale();
    }

    private void load() throws IOException {
        Contestant underpass = bench.underpass("underpass", Scale.TUTORIAL, false);
        List<Contestant> contestants = List.of(
                bench.nginx(1, false),
                bench.nginx(2, false),
                bench.haProxy(1, false),
                bench.haProxy(2, false),
                bench.answer(underpass),
                underpass);
        List<Setting> settings = List.of(
                Setting.SMALL,
                Setting.get("10 kB, 64 connections", "/10k", 64),
                Setting.get("100 B, 1000 connections", "/100b", 1000),
                new Setting("POST of 1 kB, 64 connections", "/100b", 64, postScript(), false));
        Duration warmUp = pace.jvmWarmUp();
        for (Setting setting : settings) {
            report.add(setting, run(contestants, setting, warmUp));
            warmUp = pace.jvmWarmUp().dividedBy(5);
        }
        contestants.forEach(bench::stop);
    }

    private void bigBodies() throws IOException {
        List<Contestant> contestants = new ArrayList<>(List.of(
                bench.nginx(1, false), bench.nginx(2, false), bench.haProxy(1, false), bench.haProxy(2, false)));
        contestants.addAll(bench.ways(Cores.PROXY));
        Setting setting = Setting.get("1 MB, 64 connections", "/1m", 64);
        report.add(setting, run(contestants, setting, pace.jvmWarmUp()));
        contestants.forEach(bench::stop);
    }

    private void latency() throws IOException {
        Setting setting = Setting.get("100 B, 1 connection", "/100b", 1).onOneCore();
        List<Contestant> contestants =
                List.of(bench.nginx(1, true), bench.nginx(2, true), bench.underpass("underpass", Scale.TUTORIAL, true));
        List<Contestant> all = new ArrayList<>(List.of(bench.direct()));
        all.addAll(contestants);
        report.add(setting, run(all, setting, pace.jvmWarmUp()));
        contestants.forEach(bench::stop);
    }

    private void scale() throws IOException {
        Setting setting = new Setting("scale, 64 connections", "/100b", 64, "", false);
        List<Contestant> contestants = List.of(
                bench.underpass("10 routes", new Scale(10, 1), false),
                bench.underpass("1,000 routes", new Scale(1000, 1), false),
                bench.underpass("100,000 routes", new Scale(100_000, 1), false),
                bench.underpass("200 load balancers", new Scale(10, 200), false));
        report.add(setting, run(contestants, setting, pace.jvmWarmUp()));
        contestants.forEach(bench::stop);
    }

    private Map<Contestant, List<Round>> run(List<Contestant> contestants, Setting setting, Duration jvmWarmUp) {
        for (Contestant contestant : contestants) {
            Round.of(contestant, bench.backend(), setting, contestant.jvm() ? jvmWarmUp : pace.warmUp());
        }
        Map<Contestant, List<Round>> results = new LinkedHashMap<>();
        for (int i = 0; i < pace.rounds(); i++) {
            for (Contestant contestant : contestants) {
                results.computeIfAbsent(contestant, key -> new ArrayList<>())
                        .add(Round.of(contestant, bench.backend(), setting, pace.round()));
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
