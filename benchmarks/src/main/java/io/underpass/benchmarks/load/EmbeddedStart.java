package io.underpass.benchmarks.load;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.underpass.emulator.Underpass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What starting an emulator costs a test: in a JVM that has run nothing but JUnit, which is then this class's one test, the
 * first start and the next. Without a cache of classes, since a test suite has none.
 *
 * <p>Threads: confined to the main thread.
 */
final class EmbeddedStart {

    private static final Pattern PRINTED = Pattern.compile("first (\\d+) next (\\d+)");

    /** The table; {@code starts} JVMs of the JDK that this one is, each with the other's end. */
    static String markdown(int starts) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedStart.class.getName());
        List<Double> first = new ArrayList<>();
        List<Double> next = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            String printed = Programs.output(command);
            Matcher figures = PRINTED.matcher(printed);
            if (!figures.find()) {
                throw new IllegalStateException("the test printed no figures: " + printed);
            }
            first.add(Double.valueOf(figures.group(1)));
            next.add(Double.valueOf(figures.group(2)));
        }
        return String.format(
                Locale.ROOT,
                "%n| in a test JVM (JUnit), JDK %d | the first `Underpass.start()`, ms | the next, ms |%n|---|---|---|%n"
                        + "| median of %d | %.0f | %.0f |%n",
                Runtime.version().feature(),
                starts,
                median(first),
                median(next));
    }

    /** Runs the test, which prints the figures. */
    public static void main(String[] arguments) {
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(EmbeddedStart.class))
                        .build());
    }

    @Test
    void startsTwice() {
        long begin = System.nanoTime();
        try (Underpass first = Underpass.builder().start()) {
            long started = System.nanoTime();
            try (Underpass next = Underpass.builder().start()) {
                long both = System.nanoTime();
                System.out.printf("first %d next %d%n", (started - begin) / 1_000_000, (both - started) / 1_000_000);
            }
        }
    }

    private static double median(List<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
