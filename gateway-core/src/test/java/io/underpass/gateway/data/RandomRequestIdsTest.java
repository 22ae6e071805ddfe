package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomRequestIdsTest {

    private final RequestIds ids = RequestIds.random();

    @Test
    void looksLikeAwss() {
        for (int i = 0; i < 1000; i++) {
            assertThat(ids.requestId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(ids.extendedRequestId()).matches("[A-Za-z0-9_-]{15}=");
            for (int length : new int[] {0, 1, 15, 16, 17, 24, 40}) {
                assertThat(ids.hex(length)).matches("[0-9a-f]{" + length + "}");
            }
        }
    }

    @Test
    void eachCharacterIsDrawnFromAll() {
        for (int at = 0; at < 15; at++) {
            Set<Character> seen = new HashSet<>();
            for (int i = 0; i < 2000; i++) {
                seen.add(ids.extendedRequestId().charAt(at));
            }
            assertThat(seen).hasSize(64);
        }
        for (int at = 0; at < 24; at++) {
            Set<Character> seen = new HashSet<>();
            for (int i = 0; i < 1000; i++) {
                seen.add(ids.hex(24).charAt(at));
            }
            assertThat(seen).hasSize(16);
        }
    }

    @Test
    void doesNotRepeatItself() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.requestId())).isTrue();
            assertThat(seen.add(ids.extendedRequestId())).isTrue();
        }
    }
}
