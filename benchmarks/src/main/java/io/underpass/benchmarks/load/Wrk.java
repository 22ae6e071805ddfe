package io.underpass.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk once and reads what it prints. Threads: blocking. */
final class Wrk {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m)");
    private static final Pattern PERCENTILE = Pattern.compile("(50|99)%\\s+([\\d.]+)(us|ms|s|m)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern STATUS_ERRORS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    /** What a browser or an SDK would send along: the head is about 300 bytes. */
    private static final List<String> HEADERS = List.of(
            "User-Agent: benchmark/1.0 (load comparison)",
            "Accept: application/json, text/plain, */*",
            "Accept-Language: en-GB,en;q=0.9",
            "X-Correlation-Id: 7f2c1d9a-55c0-4f0e-9a55-0d7c3b1f2e11",
            "Cookie: session=0123456789abcdef0123456789abcdef; theme=dark");

    private Wrk() {}

    /**
     * Loads {@code url} from core {@code core}.
     *
     * @param headers sent along with those that every request has
     * @param script a Lua script for wrk; empty for plain GETs
     */
    static Result run(int core, int connections, Duration duration, String url, List<String> headers, String script) {
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                String.valueOf(core),
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + Math.max(1, duration.toSeconds()) + "s",
                "--latency",
                "--timeout",
                "10s"));
        HEADERS.forEach(header -> command.addAll(List.of("-H", header)));
        headers.forEach(header -> command.addAll(List.of("-H", header)));
        if (!script.isEmpty()) {
            command.addAll(List.of("-s", script));
        }
        command.add(url);
        return parse(Programs.output(command));
    }

    private static Result parse(String text) {
        Matcher requests = REQUESTS.matcher(text);
        if (!requests.find()) {
            throw new IllegalStateException("wrk printed no result: " + text);
        }
        long count = Long.parseLong(requests.group(1));
        double seconds = micros(requests.group(2), requests.group(3)) / 1e6;
        double p50 = 0;
        double p99 = 0;
        Matcher percentile = PERCENTILE.matcher(text);
        while (percentile.find()) {
            double micros = micros(percentile.group(2), percentile.group(3));
            if (percentile.group(1).equals("50")) {
                p50 = micros;
            } else {
                p99 = micros;
            }
        }
        long errors = sum(SOCKET_ERRORS.matcher(text)) + sum(STATUS_ERRORS.matcher(text));
        return new Result(count, count / seconds, p50, p99, errors);
    }

    private static long sum(Matcher matcher) {
        long sum = 0;
        while (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                sum += Long.parseLong(matcher.group(i));
            }
        }
        return sum;
    }

    private static double micros(String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (unit) {
            case "us" -> value;
            case "ms" -> value * 1e3;
            case "s" -> value * 1e6;
            default -> value * 60e6;
        };
    }

    /**
     * One run of wrk.
     *
     * @param errors failed connections, failed reads and answers other than 2xx or 3xx
     */
    record Result(long requests, double requestsPerSecond, double p50Micros, double p99Micros, long errors) {}
}
