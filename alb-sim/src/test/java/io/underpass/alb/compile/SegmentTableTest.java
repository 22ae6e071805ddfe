package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.AlbState;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SegmentTableTest {

    private static final CompiledRule RULE = rule();

    @Test
    void findsASegmentInTheMiddleOfAPath() {
        CompiledRule[] orders = {RULE};
        SegmentTable table = SegmentTable.EMPTY.with("orders", orders);
        assertThat(table.get("/orders/42", 1, 7)).isSameAs(orders);
        assertThat(table.get("/orders/42", 1, 6)).isEmpty();
        assertThat(table.get("/orders/42", 0, 7)).isEmpty();
    }

    @Test
    void theEmptySegmentIsOneToo() {
        CompiledRule[] root = {RULE};
        assertThat(SegmentTable.EMPTY.with("", root).get("/", 1, 1)).isSameAs(root);
    }

    @Test
    void agreesWithAMapAfterManyChanges() {
        Random random = new Random(11);
        Map<String, CompiledRule[]> expected = new HashMap<>();
        SegmentTable table = SegmentTable.EMPTY;
        for (int i = 0; i < 5_000; i++) {
            String segment = "s" + random.nextInt(700);
            CompiledRule[] rules = new CompiledRule[random.nextInt(3)];
            table = table.with(segment, rules);
            if (rules.length == 0) {
                expected.remove(segment);
            } else {
                expected.put(segment, rules);
            }
        }
        for (int i = 0; i < 700; i++) {
            String segment = "s" + i;
            CompiledRule[] found = table.get(segment, 0, segment.length());
            assertThat(found).isEqualTo(expected.getOrDefault(segment, new CompiledRule[0]));
        }
        for (String segment : expected.keySet()) {
            table = table.with(segment, new CompiledRule[0]);
        }
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void aChangeLeavesTheTableBeforeItAlone() {
        SegmentTable before = SegmentTable.EMPTY.with("a", new CompiledRule[] {RULE});
        SegmentTable after = before;
        for (int i = 0; i < 100; i++) {
            after = after.with("b" + i, new CompiledRule[] {RULE});
        }
        after = after.with("a", new CompiledRule[0]);
        assertThat(before.get("a", 0, 1)).hasSize(1);
        assertThat(before.get("b0", 0, 2)).isEmpty();
        assertThat(after.get("a", 0, 1)).isEmpty();
    }

    private static CompiledRule rule() {
        AlbState state = AlbState.EMPTY
                .with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.answer("x")));
        return new AlbCompiler()
                .first(state)
                .listener(AlbFixtures.listenerArn(80))
                .orElseThrow()
                .listener()
                .rule(Facts.get("/"));
    }
}
