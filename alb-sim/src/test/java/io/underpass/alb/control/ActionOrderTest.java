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

    private static Action token(Integer order) {
        return new Action.JwtValidation(Optional.ofNullable(order), "https://keys", "https://issuer", List.of());
    }

    @Test
    void theOneThatDecidesIsPerformedLast() {
        assertThat(ActionOrder.of(List.of(answer(9), token(3)))).containsExactly(token(3), answer(9));
        assertThatThrownBy(() -> ActionOrder.of(List.of(answer(3), token(9))))
                .hasMessageContaining("must be the last to be performed");
        assertThatThrownBy(() -> ActionOrder.of(List.of(token(1)))).hasMessageContaining("exactly one action");
    }

    @Test
    void severalActionsHaveDifferentOrders() {
        assertThatThrownBy(() -> ActionOrder.of(List.of(token(null), answer(2))))
                .hasMessage("An order must be specified for each action of a rule with several actions");
        assertThatThrownBy(() -> ActionOrder.of(List.of(token(2), answer(2))))
                .hasMessage("Order '2' was provided multiple times");
    }
}
