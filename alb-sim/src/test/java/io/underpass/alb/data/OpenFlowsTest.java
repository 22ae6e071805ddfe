package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
