package io.underpass.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians as a table in Markdown, with the ratios to nginx. Threads: confined to the main thread. */
final class Report {

    private static final String ONE_HOP = "nginx";
    private static final String TWO_HOPS = "nginx -> nginx";
    private static final String ANSWER = "netty answer";
    private static final String DIRECT = "direct";

    private final Map<Setting, Map<Contestant, List<Round>>> rows = new LinkedHashMap<>();

    void add(Setting setting, Map<Contestant, List<Round>> results) {
        rows.put(setting, results);
    }

    /** One table for each setting. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        rows.forEach((setting, results) -> {
            text.append("\n### ").append(setting.name()).append("\n\n");
            text.append(
                    "| | requests/s | p50 µs | p99 µs | CPU µs/request | F | RSS MiB | CPU to nginx | CPU to nginx -> nginx"
                            + " | CPU to netty answer | requests/s to nginx -> nginx | added p50 to nginx -> nginx"
                            + " | foreign CPU | errors |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
            results.forEach((contestant, rounds) -> text.append(row(contestant, rounds, results)));
        });
        return text.toString();
    }

    /** The one line that {@code quick} is about. */
    String quickLine() {
        Map<Contestant, List<Round>> results = rows.values().iterator().next();
        double ratio = median(of(results, "underpass"), Round::cpuMicrosPerRequest)
                / median(of(results, TWO_HOPS), Round::cpuMicrosPerRequest);
        double f =
                median(of(results, "underpass"), Report::yardstick) / median(of(results, TWO_HOPS), Report::yardstick);
        return format("underpass / nginx -> nginx: CPU per request %.2f, F %.2f", ratio, f);
    }

    private String row(Contestant contestant, List<Round> rounds, Map<Contestant, List<Round>> all) {
        double cpu = median(rounds, Round::cpuMicrosPerRequest);
        double rate = median(rounds, round -> round.load().requestsPerSecond());
        return format(
                "| %s | %.0f | %.0f | %.0f | %.1f | %s | %.0f | %s | %s | %s | %s | %s | %.0f %% | %d |%n",
                contestant.name(),
                rate,
                median(rounds, round -> round.load().p50Micros()),
                median(rounds, round -> round.load().p99Micros()),
                cpu,
                yardstick(rounds),
                median(rounds, Round::residentMebibytes),
                ratio(cpu, of(all, ONE_HOP), Round::cpuMicrosPerRequest),
                ratio(cpu, of(all, TWO_HOPS), Round::cpuMicrosPerRequest),
                ratio(cpu, of(all, ANSWER), Round::cpuMicrosPerRequest),
                ratio(rate, of(all, TWO_HOPS), round -> round.load().requestsPerSecond()),
                addedLatency(rounds, of(all, DIRECT), of(all, TWO_HOPS)),
                100 * median(rounds, Round::foreignShare),
                rounds.stream().mapToLong(round -> round.load().errors()).sum());
    }

    /** Empty where the backend had nothing to do. */
    private static String yardstick(List<Round> rounds) {
        double f = median(rounds, Report::yardstick);
        return Double.isFinite(f) ? format("%.2f", f) : "-";
    }

    /** CPU against the backend's of the same seconds: the steadiest figure on a machine that others use as well. */
    private static double yardstick(Round round) {
        return round.cpuMicrosPerRequest() / round.backendMicrosPerRequest();
    }

    /** What is above asking the backend directly, against the same of nginx -> nginx. */
    private static String addedLatency(List<Round> rounds, List<Round> direct, List<Round> reference) {
        if (direct.isEmpty() || reference.isEmpty()) {
            return "-";
        }
        ToDoubleFunction<Round> p50 = round -> round.load().p50Micros();
        double floor = median(direct, p50);
        return format("%.2f", (median(rounds, p50) - floor) / (median(reference, p50) - floor));
    }

    private static String ratio(double value, List<Round> reference, ToDoubleFunction<Round> figure) {
        return reference.isEmpty() ? "-" : format("%.2f", value / median(reference, figure));
    }

    private static List<Round> of(Map<Contestant, List<Round>> results, String name) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
