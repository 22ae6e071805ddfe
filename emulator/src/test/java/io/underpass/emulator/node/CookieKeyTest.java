package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CookieKeyTest {

    @Test
    void nodesWithOneTokenHaveOneKey() {
        assertThat(CookieKey.of("secret")).isEqualTo(CookieKey.of("secret"));
        assertThat(CookieKey.of("secret")).isNotEqualTo(CookieKey.of("Secret"));
        assertThat(CookieKey.of("secret").getEncoded()).hasSize(32);
    }
}
