package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlowAnswersTest {

    private final FakeExchange exchange = FakeExchange.get("/_underpass/state");

    static Stream<Throwable> whateverGoesWrong() {
        return Stream.of(new IllegalStateException("worn out"), new NoClassDefFoundError("worn out"));
    }

    @ParameterizedTest
    @MethodSource("whateverGoesWrong")
    void whateverGoesWrongTheCallerGetsAnAnswer(Throwable thrown) {
        new SlowAnswers(Runnable::run).answer(exchange, () -> {
            throw SlowAnswersTest.<RuntimeException>unchecked(thrown);
        });
        exchange.runPending();
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).contains("Underpass failed: ").contains("worn out");
    }

    @Test
    void whereNoMoreCallsAreTakenTheCallerIsTold() {
        new SlowAnswers(call -> {
                    throw new RejectedExecutionException();
                })
                .answer(exchange, () -> {
                    throw new AssertionError("never asked");
                });
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.text()).contains("Too many control calls");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
