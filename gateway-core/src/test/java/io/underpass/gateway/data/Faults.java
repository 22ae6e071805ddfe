package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;

/** What the gateway answers itself. Threads: stateless. */
final class Faults {

    private Faults() {}

    static void assertFault(FakeExchange exchange, int status, String body, String errorType) {
        assertThat(exchange.isEnded()).isTrue();
        assertThat(exchange.text()).isEqualTo(body);
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo(errorType);
    }
}
