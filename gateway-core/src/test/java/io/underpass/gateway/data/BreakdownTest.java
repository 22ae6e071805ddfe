package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ManualBody;
import io.underpass.wire.RequestBody;
import io.underpass.wire.ResponseHead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever breaks inside the gateway, the client gets an end and no buffer stays. */
class BreakdownTest {

    private final Gateway buffered = Gateway.proxy();
    private final Gateway streamed = Gateway.proxy(MethodFixture::streamed);

    @Test
    void aPhaseThatFailsBeforeTheCallIsAnswered() {
        buffered.backend.resolveFails = true;
        ByteBuf body = FakeBackend.bytes(5);
        FakeExchange exchange = buffered.serve(Gateway.request("POST", "/dev/x").body(RequestBody.of(body)));
        assertAnswered(exchange, "no resolution");
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aResponseThatCannotBeMappedIsAnswered() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        ByteBuf body = FakeBackend.bytes(5);
        buffered.readingsOfTheClockThatFail = 1;
        buffered.backend.sink.head(FakeBackend.head(200, 5));
        buffered.backend.sink.data(body);
        buffered.backend.sink.end();
        assertAnswered(exchange, "the clock stands still");
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aResponseThatCannotBeDecodedIsAnswered() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        ByteBuf body = FakeBackend.bytes(5);
        buffered.backend.sink.head(new ResponseHead(HttpResponseStatus.OK, new Unreadable(), 5));
        buffered.backend.sink.data(body);
        buffered.backend.sink.end();
        assertAnswered(exchange, "no header");
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aTimeoutThatCannotCancelTheBackendIsAnswered() {
        for (Gateway gateway : List.of(buffered, streamed)) {
            gateway.backend.silent().cancelFails = true;
            FakeExchange exchange = gateway.get("/dev/x");
            exchange.advance(Duration.ofMillis(29_001));
            assertAnswered(exchange, "no cancellation");
        }
    }

    @Test
    void aTimeoutWhoseAnswerFailsIsAnsweredAgain() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        ByteBuf half = FakeBackend.bytes(5);
        buffered.backend.sink.head(FakeBackend.head(200, 10));
        buffered.backend.sink.data(half);
        buffered.readingsOfTheClockThatFail = 1;
        exchange.advance(Duration.ofMillis(29_001));
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.isEnded()).isTrue();
        assertThat(half.refCnt()).isZero();
    }

    @Test
    void aFailureWhoseAnswerFailsIsAnsweredAgain() {
        for (Gateway gateway : List.of(buffered, streamed)) {
            gateway.backend.silent();
            FakeExchange exchange = gateway.get("/dev/x");
            gateway.readingsOfTheClockThatFail = 1;
            gateway.backend.sink.abort(new Failure(Failure.Kind.RESET, "reset"));
            assertThat(exchange.status()).isEqualTo(500);
            assertThat(exchange.isEnded()).isTrue();
        }
    }

    @Test
    void aRequestThatCannotBeAnsweredAtAllIsCut() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        buffered.readingsOfTheClockThatFail = 2;
        buffered.backend.answer(200, "hello");
        assertThat(exchange.hasHead()).isFalse();
        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.INTERNAL);
    }

    @Test
    void aStreamThatCannotBeginIsAnsweredAndItsSourceCancelled() {
        streamed.backend.silent();
        FakeExchange exchange = streamed.get("/dev/x");
        streamed.readingsOfTheClockThatFail = 1;
        streamed.backend.sink.head(FakeBackend.head(200, -1));
        assertAnswered(exchange, "the clock stands still");
        assertThat(streamed.backend.flow).containsExactly("cancel");
        assertLateBytesAreReleased(streamed);
        exchange.advance(Duration.ofMinutes(1));
    }

    @Test
    void aStreamThatBreaksIsCutAndItsSourceCancelled() {
        streamed.backend.silent();
        FakeExchange exchange = streamed.get("/dev/x");
        streamed.backend.sink.head(FakeBackend.head(200, -1));
        exchange.breakDown();
        streamed.backend.sink.data(FakeBackend.bytes(5));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.INTERNAL);
        assertThat(exchange.trail().failedStep()).isEqualTo("gateway");
        assertThat(streamed.backend.flow).containsExactly("cancel");
        assertLateBytesAreReleased(streamed);
    }

    @Test
    void anAnswerThatBreaksIsCut() {
        FakeExchange exchange = Gateway.request("GET", "/nope");
        exchange.breakDown();
        buffered.serve(exchange);
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.isEnded()).isFalse();
        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.INTERNAL);
    }

    @Test
    void aRequestBodyThatCannotBeKeptIsAnsweredAndItsSenderCancelled() {
        ManualBody body = new ManualBody(-1);
        FakeExchange exchange = buffered.serve(Gateway.request("POST", "/dev/x").body(body));
        ByteBuf kept = FakeBackend.bytes(5);
        body.send(kept);
        ByteBuf gone = FakeBackend.bytes(5);
        gone.release();
        body.send(gone); // whatever is done with it throws
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.isEnded()).isTrue();
        assertThat(kept.refCnt()).isZero();
        assertThat(body.isCancelled()).isTrue();
    }

    private static void assertAnswered(FakeExchange exchange, String cause) {
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(exchange.isEnded()).isTrue();
        assertThat(exchange.trail().failedStep()).isEqualTo("gateway");
        assertThat(exchange.trail().failureReason()).contains(cause);
    }

    private static void assertLateBytesAreReleased(Gateway gateway) {
        ByteBuf late = FakeBackend.bytes(5);
        gateway.backend.sink.data(late);
        gateway.backend.sink.end();
        assertThat(late.refCnt()).isZero();
    }

    private static final class Unreadable extends DefaultHttpHeaders {
        @Override
        public boolean contains(CharSequence name) {
            throw new IllegalStateException("no header");
        }
    }
}
