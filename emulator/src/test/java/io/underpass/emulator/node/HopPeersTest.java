package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.TlsSession;
import org.junit.jupiter.api.Test;

class HopSessionsTest {

    private static final String TEXT = "TLSv1.3 TLS_AES_128_GCM_SHA256";

    private final HopSessions sessions = new HopSessions();

    @Test
    void aSessionIsReadOnce() {
        TlsSession first = sessions.of(TEXT).orElseThrow();
        assertThat(first).isEqualTo(TlsSession.showing());
        assertThat(sessions.of(TEXT)).containsSame(first);
    }

    @Test
    void whatIsNoneStaysNone() {
        assertThat(sessions.of(TEXT + " nonsense")).isEmpty();
        assertThat(sessions.size()).isZero();
    }

    @Test
    void fewAreKept() {
        for (int i = 0; i < 1000; i++) {
            assertThat(sessions.of("TLSv1.2 SUITE_" + i)).isPresent();
        }
        assertThat(sessions.size()).isLessThanOrEqualTo(256);
    }
}
