package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationCallTest {

    private final Gateway buffered = Gateway.proxy();
    private final Gateway streamed = Gateway.proxy(MethodFixture::streamed);

    @Test
    void bodiesPassBothWays() {
        buffered.backend.answers(201, "made");
        FakeExchange exchange = buffered.serve(Gateway.request("POST", "/dev/x").body("please"));
        assertThat(buffered.backend.requestBody).isEqualTo("please");
        assertThat(buffered.backend.request.body().length()).isEqualTo(6);
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.text()).isEqualTo("made");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void theTrailTellsEachStep() {
        FakeExchange exchange = buffered.get("/dev/x");
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < exchange.trail().size(); i++) {
            steps.add(exchange.trail().name(i) + '=' + exchange.trail().value(i));
        }
        assertThat(steps)
                .containsExactly(
                        "requestId=" + Gateway.REQUEST_ID,
                        "api=abc",
                        "stage=dev",
                        "resource=/{proxy+}",
                        "method=ANY",
                        "integration=HTTP_PROXY",
                        "upstreamStatus=200");
        assertThat(exchange.trail().failedStep()).isEmpty();
    }

    @Test
    void aBufferedClientNeverSeesHalfAResponse() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        buffered.backend.sink.head(FakeBackend.head(200, 10));
        ByteBuf half = FakeBackend.bytes(5);
        buffered.backend.sink.data(half);
        assertThat(exchange.hasHead()).isFalse();
        buffered.backend.sink.abort(new Failure(Failure.Kind.CLOSED, "closed after 5 of 10 bytes"));
        assertThat(exchange.status()).isEqualTo(504);
        assertThat(exchange.isEnded()).isTrue();
        assertThat(half.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "|hello", "he|llo", "|he||llo|", "h|e|l|l|o"})
    void aBufferedBodyMayComeInPieces(String pieces) {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        buffered.backend.sink.head(FakeBackend.head(200, -1));
        List<ByteBuf> sent = new ArrayList<>();
        for (String piece : pieces.split("\\|", -1)) {
            sent.add(ByteBufAllocator.DEFAULT.buffer(8).writeBytes(piece.getBytes(UTF_8)));
            buffered.backend.sink.data(sent.get(sent.size() - 1));
        }
        buffered.backend.sink.end();
        assertThat(exchange.text()).isEqualTo(pieces.replace("|", ""));
        assertThat(exchange.isEnded()).isTrue();
        assertThat(sent).allMatch(piece -> piece.refCnt() == 0);
    }

    @Test
    void aBufferedTimeoutCoversTheBody() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        buffered.backend.sink.head(FakeBackend.head(200, 10));
        ByteBuf half = FakeBackend.bytes(5);
        buffered.backend.sink.data(half);
        exchange.advance(Duration.ofMillis(29_001));
        assertThat(exchange.status()).isEqualTo(504);
        assertThat(half.refCnt()).isZero();
        ByteBuf late = FakeBackend.bytes(5);
        buffered.backend.sink.data(late);
        buffered.backend.sink.end();
        assertThat(late.refCnt()).isZero();
        assertThat(buffered.backend.flow).containsExactly("cancel");
    }

    @Test
    void theTimeoutIsTheIntegrations() {
        Gateway quick = Gateway.proxy(method -> method.timeoutInMillis(50));
        quick.backend.silent();
        FakeExchange exchange = quick.get("/dev/x");
        exchange.advance(Duration.ofMillis(51));
        assertThat(exchange.status()).isEqualTo(504);
    }

    @Test
    void anAnswerInTimeStopsTheTimer() {
        FakeExchange exchange = buffered.get("/dev/x");
        exchange.advance(Duration.ofMinutes(1));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(buffered.backend.flow).isEmpty();
    }

    @Test
    void aClientThatLeavesCancelsTheCall() {
        buffered.backend.silent();
        FakeExchange exchange = buffered.get("/dev/x");
        buffered.backend.sink.head(FakeBackend.head(200, 10));
        ByteBuf half = FakeBackend.bytes(5);
        buffered.backend.sink.data(half);
        exchange.leave();
        exchange.leave();
        assertThat(buffered.backend.flow).containsExactly("cancel");
        assertThat(half.refCnt()).isZero();
        exchange.advance(Duration.ofMinutes(1));
        assertThat(exchange.hasHead()).isFalse();
        assertThat(exchange.failure()).isEmpty();
    }

    @Test
    void aStreamedResponsePassesAsItComes() {
        streamed.backend.silent();
        FakeExchange exchange = streamed.get("/dev/x");
        streamed.backend.sink.head(FakeBackend.head(200, -1, "Content-Type", "text/event-stream"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.responseHead().length()).isEqualTo(-1);
        streamed.backend.sink.data(FakeBackend.bytes(3));
        streamed.backend.sink.flush();
        assertThat(exchange.bytes()).hasSize(3);
        assertThat(exchange.flushes()).isEqualTo(1);
        assertThat(exchange.isEnded()).isFalse();
        streamed.backend.sink.end();
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void aSlowClientPausesAStreamButNotABuffer() {
        streamed.backend.silent();
        FakeExchange slow = streamed.get("/dev/x");
        slow.producer().orElseThrow().pause();
        slow.producer().orElseThrow().resume();
        assertThat(streamed.backend.flow).containsExactly("pause", "resume");
        buffered.backend.silent();
        buffered.get("/dev/x").producer().orElseThrow().pause();
        assertThat(buffered.backend.flow).isEmpty();
    }

    @Test
    void aPauseDuringTheCallReachesTheBackend() {
        streamed.backend.silent();
        FakeExchange exchange = Gateway.request("GET", "/dev/x");
        streamed.backend.script = sink -> exchange.producer().orElseThrow().pause();
        streamed.serve(exchange);
        assertThat(streamed.backend.flow).containsExactly("pause");
    }

    @Test
    void aClientThatLeavesDuringTheCallCancelsIt() {
        FakeExchange exchange = Gateway.request("GET", "/dev/x");
        buffered.backend.script = sink -> exchange.leave();
        buffered.serve(exchange);
        assertThat(buffered.backend.flow).containsExactly("cancel");
        assertThat(exchange.hasHead()).isFalse();
    }

    @Test
    void aStreamIsCutWhereTheBackendCuts() {
        streamed.backend.silent();
        FakeExchange exchange = streamed.get("/dev/x");
        streamed.backend.sink.head(FakeBackend.head(200, 10));
        streamed.backend.sink.data(FakeBackend.bytes(5));
        Failure failure = new Failure(Failure.Kind.RESET, "reset");
        streamed.backend.sink.abort(failure);
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.failure()).contains(failure);
        assertThat(exchange.trail().failureReason()).isEqualTo("reset");
    }

    @Test
    void aStreamThatFailsBeforeItsHeadIsAGatewayError() {
        streamed.backend.script = sink -> sink.abort(new Failure(Failure.Kind.RESET, "reset"));
        assertThat(streamed.get("/dev/x").status()).isEqualTo(504);
    }

    @Test
    void aStreamEndsWithItsTimeout() {
        streamed.backend.silent();
        FakeExchange exchange = streamed.get("/dev/x");
        streamed.backend.sink.head(FakeBackend.head(200, -1));
        exchange.advance(Duration.ofMillis(29_001));
        assertThat(exchange.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(streamed.backend.flow).containsExactly("cancel");
    }

    @Test
    void aHeadKeepsTheAnnouncedLength() {
        for (Gateway gateway : List.of(buffered, streamed)) {
            gateway.backend.script = sink -> {
                sink.head(FakeBackend.head(200, 20_000_000));
                sink.end();
            };
            FakeExchange exchange = gateway.serve(Gateway.request("HEAD", "/dev/x"));
            assertThat(exchange.responseHead().length()).isEqualTo(20_000_000);
            assertThat(exchange.responseField("x-amzn-Remapped-Content-Length")).isEqualTo("20000000");
        }
    }

    @Test
    void aHeadAnsweredByAGetHasNoBody() {
        for (Gateway gateway : List.of(
                Gateway.proxy(method -> method.integrationVerb("GET")),
                Gateway.proxy(method -> method.integrationVerb("GET").streamed()))) {
            gateway.backend.answers(200, "hello");
            FakeExchange exchange = gateway.serve(Gateway.request("HEAD", "/dev/x"));
            assertThat(exchange.responseHead().length()).isEqualTo(5);
            assertThat(exchange.bytes()).isEmpty();
        }
    }

    @Test
    void aGetAnsweredByAHeadIsEmpty() {
        for (Gateway gateway : List.of(
                Gateway.proxy(method -> method.integrationVerb("HEAD")),
                Gateway.proxy(method -> method.integrationVerb("HEAD").streamed()))) {
            gateway.backend.script = sink -> {
                sink.head(FakeBackend.head(200, 5));
                sink.end();
            };
            assertThat(gateway.get("/dev/x").responseHead().length()).isZero();
        }
    }
}
