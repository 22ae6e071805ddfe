package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;
import io.underpass.wire.Flow;
import io.underpass.wire.HttpDate;
import io.underpass.wire.InjectedFault;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InjectingTest {

    private static final Duration DELAY = Duration.ofSeconds(3);

    private final Shop shop = Shop.forwarding(80, 9001);
    private final HttpDate date = new HttpDate(() -> Shop.NOW);
    private final OwnAnswers answers = new OwnAnswers(date, new ResponseFields(date), shop.metrics);
    private int wentOn;

    private FakeExchange hold(FakeExchange exchange, Runnable next) {
        InjectedFault delay = new InjectedFault("the fault", DELAY, OptionalInt.empty(), false);
        Injecting.into(exchange, delay, shop.listener(80), answers, next);
        return exchange;
    }

    @Test
    void aRequestIsHeldUpAndGoesOn() {
        FakeExchange exchange = hold(FakeExchange.get("/"), () -> wentOn++);
        exchange.advance(DELAY.minusMillis(1));
        assertThat(wentOn).isZero();
        exchange.advance(Duration.ofMillis(1));
        assertThat(wentOn).isEqualTo(1);
    }

    @Test
    void aClientThatLeavesMeanwhileEndsIt() {
        FakeExchange exchange = hold(FakeExchange.post("/", "five!"), () -> wentOn++);
        exchange.leave();
        exchange.advance(DELAY);
        assertThat(wentOn).isZero();
    }

    @Test
    void whoeverAnswersAfterwardsIsToldThatTheClientHasLeft() {
        int[] cancelled = {0};
        FakeExchange exchange = FakeExchange.get("/");
        hold(
                exchange,
                () -> exchange.producer(new Flow() {
                    @Override
                    public void pause() {}

                    @Override
                    public void resume() {}

                    @Override
                    public void cancel() {
                        cancelled[0]++;
                    }
                }));
        exchange.advance(DELAY);
        exchange.leave();
        assertThat(cancelled[0]).isEqualTo(1);
    }
}
