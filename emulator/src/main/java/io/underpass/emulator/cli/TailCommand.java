package io.underpass.emulator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.emulator.edge.AdminService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code underpass tail}: follows the Journal. Threads: for the main thread. */
@Command(
        description =
                "Prints each request to a running emulator once it is over, with the way it took; ends with Ctrl-C.")
final class TailCommand implements Callable<Integer> {

    private static final int PAGE = 100;
    private static final int MANY = 10_000;
    private static final int INTERVAL_MILLIS = 300;

    @Mixin
    private EdgeAddress edge = new EdgeAddress();

    @Option(
            names = "--last",
            paramLabel = "COUNT",
            defaultValue = "10",
            description = "How many of those before to print first. Default: ${DEFAULT-VALUE}. [UNDERPASS_LAST]")
    private int last;

    @Option(names = "--once", description = "Prints those before and ends.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        List<JsonNode> before = newest(seen);
        before.subList(Math.max(0, before.size() - last), before.size())
                .forEach(entry -> System.out.println(line(entry)));
        while (!once) {
            Thread.sleep(INTERVAL_MILLIS);
            newest(seen).forEach(entry -> System.out.println(line(entry)));
        }
        return 0;
    }

    /** The entries that are not among {@code seen}, oldest first; looks further back where all of a page are new. */
    private List<JsonNode> newest(Set<String> seen) throws IOException, InterruptedException {
        List<JsonNode> page = entries(PAGE);
        if (page.size() == PAGE && !seen.isEmpty() && page.stream().noneMatch(entry -> seen.contains(key(entry)))) {
            page = entries(MANY);
        }
        List<JsonNode> news = new ArrayList<>(
                page.stream().filter(entry -> !seen.contains(key(entry))).toList());
        Collections.reverse(news);
        seen.clear();
        page.forEach(entry -> seen.add(key(entry)));
        return news;
    }

    private List<JsonNode> entries(int limit) throws IOException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        edge.get(AdminService.PREFIX + "journal?limit=" + limit).path("entries").forEach(entries::add);
        return entries;
    }

    private static String key(JsonNode entry) {
        return entry.path("requestId").asText() + ' ' + entry.path("time").asText();
    }

    static String line(JsonNode entry) {
        JsonNode route = entry.path("route");
        List<String> way = new ArrayList<>();
        for (String step : List.of("resource", "loadBalancer", "rule", "nearestRule", "target")) {
            if (route.hasNonNull(step)) {
                way.add(shortened(step, route.path(step).asText()));
            }
        }
        String failure = entry.has("failure")
                ? "  " + entry.path("failure").path("reason").asText()
                : "";
        return entry.path("time").asText() + ' ' + entry.path("status").asText() + ' '
                + entry.path("durationMicros").asLong() / 1000 + " ms  "
                + entry.path("httpMethod").asText() + ' '
                + entry.path("target").asText()
                + (way.isEmpty() ? "" : "  -> " + String.join(" -> ", way))
                + failure;
    }

    /** Of an ARN what tells it apart. */
    private static String shortened(String step, String value) {
        if (!value.startsWith("arn:")) {
            return value;
        }
        String[] parts = value.split("/", -1);
        return step.equals("loadBalancer")
                ? parts[Math.min(2, parts.length - 1)]
                : step + ' ' + parts[parts.length - 1];
    }
}
