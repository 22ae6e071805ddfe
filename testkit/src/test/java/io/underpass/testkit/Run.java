package io.underpass.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests as a build does. Threads: blocking, otherwise safe. */
final class Run {

    private Run() {}

    static EngineExecutionResults of(Class<?> tests) {
        return of(Map.of(), tests);
    }

    private static EngineExecutionResults of(Map<String, String> parameters, Class<?>... tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(each -> selectClass(each)).toArray(DiscoverySelector[]::new))
                .configurationParameters(parameters)
                .execute();
    }

    /** With so many tests at the same time. */
    static EngineExecutionResults concurrently(Class<?> tests, int parallelism) {
        return of(parallel(parallelism, "same_thread"), tests);
    }

    /** All of them, and all of their tests, with so many at the same time. */
    static EngineExecutionResults allConcurrently(int parallelism, Class<?>... tests) {
        return of(parallel(parallelism, "concurrent"), tests);
    }

    private static Map<String, String> parallel(int parallelism, String usual) {
        return Map.of(
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                usual,
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                String.valueOf(parallelism));
    }

    /** The failures, as their stack traces are printed. */
    static List<String> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(Run::printed)
                .toList();
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
