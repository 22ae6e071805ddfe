package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.Flow;
import io.underpass.wire.HttpDate;
import io.underpass.wire.RequestBody;
import io.underpass.wire.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class InFlightTest {

    private final Shop shop = Shop.forwarding(80, 1);
    private final InFlight inFlight = new InFlight();
    private volatile Runnable onCancel = () -> {};

    @Test
    void endsOnlyWhatIsAnsweredStill() {
        EventLoop loop = FakeExchange.get("/").eventLoop();
        List<FakeExchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            exchanges.add(begin(loop));
        }
        for (int i : new int[] {4, 0, 2}) { // The first, the last and one between others.
            exchanges.get(i).producer().orElseThrow().cancel();
        }
        inFlight.cutOff();
        assertThat(exchanges.stream().map(FakeExchange::hasHead)).containsExactly(false, true, false, true, false);
        assertThat(exchanges.get(1).status()).isEqualTo(502);
    }

    @Test
    void whatIsCutOffIsForgotten() {
        FakeExchange exchange = begin(FakeExchange.get("/").eventLoop());
        inFlight.cutOff();
        inFlight.cutOff();
        assertThat(exchange.status()).isEqualTo(502);
    }

    @Test
    void anAnswerIsEndedOnItsOwnEventLoop() throws Exception {
        EventLoop loop = new DefaultEventLoop();
        try {
            FakeExchange exchange = loop.submit(() -> begin(loop)).get(30, TimeUnit.SECONDS);
            List<Thread> cancelledOn = new ArrayList<>();
            onCancel = () -> cancelledOn.add(Thread.currentThread());
            inFlight.cutOff();
            Thread loopThread = loop.submit(Thread::currentThread).get(30, TimeUnit.SECONDS);
            assertThat(cancelledOn).containsExactly(loopThread);
            assertThat(exchange.status()).isEqualTo(502);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOther() {
        EventLoop ended = new DefaultEventLoop();
        ended.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(30, TimeUnit.SECONDS);
        begin(ended);
        EventLoop loop = FakeExchange.get("/").eventLoop();
        FakeExchange first = begin(loop);
        begin(loop);
        AtomicInteger cancelled = new AtomicInteger();
        onCancel = () -> {
            if (cancelled.incrementAndGet() == 1) {
                throw new IllegalStateException("wanted");
            }
        };
        inFlight.cutOff();
        assertThat(cancelled).hasValue(2);
        assertThat(first.status()).isEqualTo(502);
    }

    private FakeExchange begin(EventLoop loop) {
        FakeExchange exchange = FakeExchange.get("/");
        ResponseFields fields = new ResponseFields(new HttpDate(() -> Shop.NOW));
        TargetResponse response = new TargetResponse(
                exchange,
                shop.listener(80),
                new OwnAnswers(new HttpDate(() -> Shop.NOW), fields, shop.metrics),
                fields,
                ResponseCookies.NONE,
                shop.state
                        .snapshot()
                        .targetGroup(AlbFixtures.groupArn("orders"))
                        .orElseThrow(),
                shop,
                inFlight.on(loop),
                null,
                shop.metrics.ofGroup(AlbFixtures.groupArn("orders")).here(),
                shop.metrics.ofListener(AlbFixtures.listenerArn(80)).here());
        response.await(
                (request, sink) -> silent(),
                new UpstreamRequest(exchange.request(), RequestBody.EMPTY, loop, exchange.peer(), exchange.trail()));
        return exchange;
    }

    private Flow silent() {
        return new Flow() {
            @Override
            public void pause() {}

            @Override
            public void resume() {}

            @Override
            public void cancel() {
                onCancel.run();
            }
        };
    }
}
