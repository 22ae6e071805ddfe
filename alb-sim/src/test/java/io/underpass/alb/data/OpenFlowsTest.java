package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpenFlowsTest {

    private static final TargetKey ONE = new TargetKey("group", "10.0.0.1:80");
    private static final TargetKey OTHER = new TargetKey("group", "10.0.0.2:80");

    private final OpenFlows flows = new OpenFlows();
    private final List<String> cut = new ArrayList<>();

    @Test
    void thoseOfATargetAreCutThatAreNotOver() {
        flows.begins(ONE, () -> cut.add("first"));
        Runnable over = flows.begins(ONE, () -> cut.add("second"));
        flows.begins(OTHER, () -> cut.add("other"));
        over.run();

        flows.cut(ONE);
        assertThat(cut).containsExactly("first");

        flows.cut(OTHER);
        assertThat(cut).containsExactly("first", "other");
    }

    @Test
    void targetsWithoutAnyAreForgotten() {
        Runnable over = flows.begins(ONE, () -> cut.add("one"));
        flows.begins(OTHER, () -> cut.add("other")).run();
        over.run();
        flows.begins(ONE, () -> cut.add("again"));

        flows.sweep();

        assertThat(flows.targets()).isEqualTo(1);
        flows.cut(ONE);
        assertThat(cut).containsExactly("again");
    }

    @Test
    void noneIsLostWhileOthersAreSweptAway() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> sweeping = CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        flows.sweep();
                        begun.countDown();
                    }
                },
                sweeper -> new Thread(sweeper).start());
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        int lost = 0;
        for (int i = 0; i < 20_000; i++) {
            AtomicBoolean ended = new AtomicBoolean();
            Runnable gone = flows.begins(ONE, () -> ended.set(true));
            flows.cut(ONE);
            lost += ended.get() ? 0 : 1;
            gone.run();
        }
        over.set(true);
        sweeping.get(30, TimeUnit.SECONDS);
        assertThat(lost).isZero();
    }
}
