package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.alb.model.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionOrderTest {

    private static Action answer(Integer order) {
        return new Action.FixedResponse(Optional.ofNullable(order), "200", Optional.empty(), Optional.empty());
    }

    @Test
    void oneActionNeedsNoOrder() {
        assertThat(ActionOrder.of(List.of(answer(null)))).containsExactly(answer(null));
        assertThat(ActionOrder.of(List.of(answer(7)))).containsExactly(answer(7));
    }

    @Test
    void a15TwoThatDecideAreRefused() {
        assertThatThrownBy(() -> ActionOrder.of(List.of(answer(1), answer(2))))
                .hasMessageContaining("exactly one action of type 'forward', 'redirect' or 'fixed-response'");
    }
}
