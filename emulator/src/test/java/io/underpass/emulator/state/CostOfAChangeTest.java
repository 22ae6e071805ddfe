package io.underpass.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.aws.state.Row;
import io.underpass.aws.state.StateRows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcollections.TreePMap;

/** What keeping one change costs as the state grows; prints it, and judges how much is written. */
class CostOfAChangeTest {

    private static final int CHANGES = 300;
    private static final String LISTENER = "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/shop/1/2";

    @TempDir
    private Path directory;

    private final FullDisk disk = FullDisk.install();

    /** Counted, not timed: a change is one row, and its page and those above it are what is written for it. */
    @Test
    void whatAChangeWritesDoesNotGrowWithTheState() throws Exception {
        long few = bytesWrittenPerChange(100);
        long some = bytesWrittenPerChange(1_000);
        long many = bytesWrittenPerChange(10_000);

        assertThat(some).isLessThan(2 * few);
        assertThat(many).isLessThan(2 * few);
    }

    private long bytesWrittenPerChange(int resources) throws Exception {
        Path own = directory.resolve(Integer.toString(resources));
        StateRows<AlbState> rows = new StateRows<>("elbv2", AlbState.class);
        AlbState state = AlbState.EMPTY;
        for (int i = 1; i <= resources; i++) {
            state = state.with(rule(i, "/path"));
        }
        long[] comparing = new long[CHANGES];
        long[] keeping = new long[CHANGES];
        long[] working = new long[CHANGES];
        long written;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (StateStore store = MvStateStore.open(own, FullDisk.SCHEME)) {
            store.keep(rows.all(state));
            long before = disk.writtenBytes();
            for (int i = 0; i < CHANGES; i++) {
                AlbState next = state.with(rule(1 + i * 31 % resources, "/changed" + i));
                long worked = threads.getCurrentThreadCpuTime();
                long begin = System.nanoTime();
                List<Row> changes = rows.changes(state, next);
                long compared = System.nanoTime();
                store.keep(changes);
                keeping[i] = System.nanoTime() - compared;
                comparing[i] = compared - begin;
                working[i] = threads.getCurrentThreadCpuTime() - worked;
                assertThat(changes).hasSize(1);
                state = next;
            }
            written = (disk.writtenBytes() - before) / CHANGES;
        }
        try (StateStore store = MvStateStore.open(own)) {
            assertThat(rows.read(store.load())).contains(state);
        }
        System.out.printf(
                "One change among %,d resources: %,d bytes written (mean), %d µs to find it, %d µs to keep it, %d µs of"
                        + " CPU (medians of %d)%n",
                resources, written, medianMicros(comparing), medianMicros(keeping), medianMicros(working), CHANGES);
        return written;
    }

    private static long medianMicros(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000;
    }

    private static Rule rule(int number, String path) {
        return new Rule(
                LISTENER.replace(":listener/", ":listener-rule/")
                        + String.format("/%016x", number * 0x9E3779B97F4A7C15L),
                LISTENER,
                number,
                List.of(new RuleCondition.PathPattern(List.of(path + number, path + number + "/*"))),
                List.of(new Action.FixedResponse(Optional.empty(), "200", Optional.of("text/plain"), Optional.empty())),
                TreePMap.empty());
    }
}
