package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Emulators side by side in one JVM. */
class ManyEmulatorsTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int AT_ONCE = 8;
    private static final long SOME_BYTES = 4 * 1024 * 1024;

    @Test
    void twoHundredTestsEachWithItsOwnLeaveNothingBehind() {
        Run.concurrently(Samples.AFew.class, AT_ONCE); // What the JVM loads and keeps once does not count.
        Map<String, Integer> files = openFiles();
        long direct = PlatformDependent.usedDirectMemory();

        EngineExecutionResults results = Run.concurrently(Samples.TwoHundred.class, AT_ONCE);

        assertThat(Run.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(200);
        assertThat(Samples.TwoHundred.MOST).hasValueGreaterThan(1);
        await().untilAsserted(() -> {
            assertThat(ownThreads()).isEmpty();
            assertThat(openFiles())
                    .allSatisfy((kind, count) ->
                            assertThat(count).as(kind).isLessThanOrEqualTo(files.getOrDefault(kind, 0)));
            assertThat(PlatformDependent.usedDirectMemory()).isLessThanOrEqualTo(direct + SOME_BYTES);
        });
    }

    @Test
    void concurrentTestsThatShareOneWaitForEachOther() {
        EngineExecutionResults results = Run.concurrently(Samples.SharedByConcurrentTests.class, AT_ONCE);

        assertThat(Run.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(8);
    }

    @Test
    void aSetUpThatFailsLeavesNothingRunning() {
        List<String> failures = Run.failures(Run.of(Samples.BrokenSetUp.class));

        assertThat(failures).singleElement().asString().contains("no set-up today");
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    private static TreeSet<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("underpass-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many sockets, rings, pipes are open, by kind; nothing where the system does not tell. */
    private static Map<String, Integer> openFiles() {
        Map<String, Integer> kinds = new TreeMap<>();
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            files.map(ManyEmulatorsTest::kind)
                    .filter(kind -> kind.contains(":["))
                    .forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        } catch (IOException e) {
            return Map.of();
        }
        return kinds;
    }

    private static String kind(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().replaceAll("\\d+", "N");
        } catch (IOException e) {
            return "";
        }
    }
}
