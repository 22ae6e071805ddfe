package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.Flow;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamedCallTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int FIFTEEN_MINUTES = 900_000;

    private final Gateway gateway = Gateway.proxy(method -> method.streamed().timeoutInMillis(FIFTEEN_MINUTES));

    @BeforeEach
    void theTestAnswers() {
        gateway.backend.silent();
    }

    @Test
    void theFirstTenMegabytesGoAsFastAsTheyCome() {
        FakeExchange exchange = begun(gateway);
        for (int i = 0; i < 10; i++) {
            gateway.backend.sink.data(FakeBackend.bytes(MEGABYTE));
        }
        assertThat(gateway.backend.flow).isEmpty();
        gateway.backend.sink.end();
        assertThat(exchange.bytes()).hasSize(10 * MEGABYTE);
    }

    @Test
    void whatComesAfterThemGoesAtTwoMegabytesASecond() {
        FakeExchange exchange = begun(gateway);
        gateway.backend.sink.data(FakeBackend.bytes(10 * MEGABYTE));
        gateway.backend.sink.data(FakeBackend.bytes(MEGABYTE));
        assertThat(gateway.backend.flow).containsExactly("pause");
        exchange.advance(Duration.ofMillis(499));
        assertThat(gateway.backend.flow).containsExactly("pause");
        exchange.advance(Duration.ofMillis(1));
        assertThat(gateway.backend.flow).containsExactly("pause", "resume");
        gateway.backend.sink.data(FakeBackend.bytes(2 * MEGABYTE));
        exchange.advance(Duration.ofMillis(999));
        assertThat(gateway.backend.flow).containsExactly("pause", "resume", "pause");
        exchange.advance(Duration.ofMillis(1));
        assertThat(gateway.backend.flow).containsExactly("pause", "resume", "pause", "resume");
    }

    @Test
    void smallPiecesAddUp() {
        FakeExchange exchange = begun(gateway);
        gateway.backend.sink.data(FakeBackend.bytes(10 * MEGABYTE));
        for (int i = 0; i < 64; i++) {
            gateway.backend.sink.data(FakeBackend.bytes(16 * 1024));
        }
        assertThat(gateway.backend.flow).containsExactly("pause");
        exchange.advance(Duration.ofMillis(100));
        gateway.backend.sink.end();
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void aSlowClientAndTheRateHaveToAgreeBeforeMoreComes() {
        FakeExchange exchange = begun(gateway);
        Flow producer = exchange.producer().orElseThrow();
        gateway.backend.sink.data(FakeBackend.bytes(10 * MEGABYTE));
        gateway.backend.sink.data(FakeBackend.bytes(MEGABYTE));
        producer.pause();
        exchange.advance(Duration.ofSeconds(2));
        assertThat(gateway.backend.flow).doesNotContain("resume");
        producer.resume();
        assertThat(gateway.backend.flow).endsWith("resume");
    }

    @ParameterizedTest
    @CsvSource({"REGIONAL, 300", "EDGE, 30"})
    void aBackendThatFallsSilentIsCut(String endpointType, int seconds) {
        Gateway typed = Gateway.of(
                ApiFixture.api("abc").endpointType(endpointType).route("GET", "/x", method -> streamed(method)));
        typed.backend.silent();
        FakeExchange exchange = begun(typed);
        exchange.advance(Duration.ofSeconds(seconds - 1));
        typed.backend.sink.data(FakeBackend.bytes(1));
        exchange.advance(Duration.ofSeconds(seconds - 1));
        assertThat(exchange.failure()).isEmpty();
        exchange.advance(Duration.ofSeconds(1));
        assertThat(exchange.failure()).isPresent();
        assertThat(typed.backend.flow).containsExactly("cancel");
        assertThat(exchange.trail().failureReason()).contains("no byte of the streamed response for " + seconds);
    }

    @Test
    void aBackendThatMayNotSendIsNotSilent() {
        FakeExchange exchange = begun(gateway);
        Flow producer = exchange.producer().orElseThrow();
        producer.pause();
        exchange.advance(Duration.ofMinutes(6));
        assertThat(exchange.failure()).isEmpty();
        producer.resume();
        exchange.advance(Duration.ofMinutes(5));
        assertThat(exchange.failure()).isPresent();
    }

    @Test
    void afterFifteenMinutesItIsOver() {
        FakeExchange exchange = begun(gateway);
        for (int minute = 0; minute < 14; minute++) {
            exchange.advance(Duration.ofMinutes(1));
            gateway.backend.sink.data(FakeBackend.bytes(1));
        }
        assertThat(exchange.failure()).isEmpty();
        exchange.advance(Duration.ofMinutes(1));
        assertThat(exchange.failure()).isPresent();
        assertThat(exchange.trail().failureReason()).contains("900000 ms");
    }

    @Test
    void afterTheEndNothingIsTimed() {
        FakeExchange exchange = begun(gateway);
        gateway.backend.sink.data(FakeBackend.bytes(11 * MEGABYTE));
        gateway.backend.sink.end();
        exchange.advance(Duration.ofMinutes(20));
        assertThat(exchange.isEnded()).isTrue();
        assertThat(gateway.backend.flow).containsExactly("pause");
    }

    private static MethodFixture streamed(MethodFixture method) {
        return method.streamed().timeoutInMillis(FIFTEEN_MINUTES);
    }

    private static FakeExchange begun(Gateway gateway) {
        FakeExchange exchange = gateway.get("/dev/x");
        gateway.backend.sink.head(FakeBackend.head(200, -1));
        return exchange;
    }
}
