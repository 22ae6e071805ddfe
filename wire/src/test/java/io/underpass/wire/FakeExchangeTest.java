package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The double must fail where a real exchange would not play along. */
class FakeExchangeTest {

    private final FakeExchange exchange = FakeExchange.get("/path", "X-One", "1");

    @Test
    void givesTheRequestAsAsked() {
        assertThat(exchange.request().headers().get("host")).isEqualTo("example.com");
        assertThat(exchange.request().headers().get("x-one")).isEqualTo("1");
        assertThat(FakeExchange.get("/", "host", "other").request().headers().getAll("Host"))
                .containsExactly("other");
    }

    @Test
    void onlyOneHeadAndOneEnd() {
        exchange.head(head(0));
        assertThatThrownBy(() -> exchange.head(head(0))).hasMessageContaining("second head");
        exchange.end();
        assertThatThrownBy(exchange::end).hasMessageContaining("after the end");
        assertThatThrownBy(() -> exchange.abort(new Failure(Failure.Kind.INTERNAL, "")))
                .hasMessageContaining("after the end");
    }

    @Test
    void theBodyHasTheAnnouncedLength() {
        exchange.head(head(2));
        exchange.data(ByteBufAllocator.DEFAULT.buffer().writeZero(1));
        assertThatThrownBy(exchange::end).hasMessageContaining("1 bytes where 2");
    }

    @Test
    void dropsTheBodyOfAnAnswerToHead() {
        FakeExchange toHead = FakeExchange.of("HEAD", "/");
        toHead.head(head(2));
        toHead.data(ByteBufAllocator.DEFAULT.buffer().writeZero(2));
        toHead.end();
        assertThat(toHead.bytes()).isEmpty();
    }

    @Test
    void timePassesWhenTheTestSaysSo() {
        StringBuilder ran = new StringBuilder();
        exchange.eventLoop().schedule(() -> ran.append("later"), 10, TimeUnit.SECONDS);
        exchange.eventLoop().execute(() -> ran.append("now "));
        exchange.runPending();
        assertThat(ran).hasToString("now ");
        exchange.advance(Duration.ofSeconds(10));
        assertThat(ran).hasToString("now later");
    }

    @Test
    void aClientThatLeavesCancelsTheProducerWheneverItComes() {
        List<String> cancelled = new ArrayList<>();
        exchange.producer(new OnCancel(() -> cancelled.add("early")));
        assertThat(cancelled).isEmpty();
        exchange.leave();
        FakeExchange left = FakeExchange.get("/");
        left.leave();
        left.producer(new OnCancel(() -> cancelled.add("late")));
        assertThat(cancelled).containsExactly("early", "late");
    }

    @Test
    void aBrokenExchangeFailsOnDataAndKeepsNone() {
        exchange.head(head(1));
        exchange.breakDown();
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer().writeZero(1);
        assertThatThrownBy(() -> exchange.data(data)).hasMessageContaining("broken");
        assertThat(data.refCnt()).isZero();
    }

    @Test
    void aBodyThatNobodyReadsIsDiscardedAtTheEnd() {
        ManualBody body = new ManualBody(5);
        exchange.body(body).head(head(0));
        exchange.end();
        assertThat(body.isDiscarded()).isTrue();
    }

    private static ResponseHead head(long length) {
        return new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), length);
    }
}
