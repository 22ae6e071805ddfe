package io.underpass.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.aws.state.Row;
import io.underpass.aws.state.StateRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

/** What keeping one change costs as the state grows; prints it, and judges only how much is written. */
class CostOfAChangeTest {

    private static final int CHANGES = 300;
    private static final String LISTENER = "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/shop/1/2";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000})
    void aChangeIsOneRowHoweverManyThereAre(int resources) throws Exception {
        StateRows<AlbState> rows = new StateRows<>("elbv2", AlbState.class);
        AlbState state = AlbState.EMPTY;
        for (int i = 1; i <= resources; i++) {
            state = state.with(rule(i, "/path"));
        }
        long[] comparing = new long[CHANGES];
        long[] keeping = new long[CHANGES];
        try (StateStore store = MvStateStore.open(directory)) {
            store.keep(rows.all(state));
            for (int i = 0; i < CHANGES; i++) {
                AlbState next = state.with(rule(1 + i * 31 % resources, "/changed" + i));
                long begin = System.nanoTime();
                List<Row> changes = rows.changes(state, next);
                long compared = System.nanoTime();
                store.keep(changes);
                keeping[i] = System.nanoTime() - compared;
                comparing[i] = compared - begin;
                assertThat(changes).hasSize(1);
                state = next;
            }
        }
        try (StateStore store = MvStateStore.open(directory)) {
            assertThat(rows.read(store.load())).contains(state);
        }
        System.out.printf(
                "One change among %,d resources: %d µs to find it, %d µs to keep it (medians of %d)%n",
                resources, medianMicros(comparing), medianMicros(keeping), CHANGES);
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
