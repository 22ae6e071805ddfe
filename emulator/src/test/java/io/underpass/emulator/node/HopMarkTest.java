package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HopMarkTest {

    @Test
    void whoHasSeenTheNameOfANodeDoesNotKnowWhatIdsBeginWith() {
        String mark = HopMark.of("secret").replace("-", "");

        assertThat(HopMark.serverName("secret")).doesNotContain(mark);
        assertThat(HopMark.of("secret")).isEqualTo(mark + '-').isNotEqualTo(HopMark.of("other"));
    }
}
