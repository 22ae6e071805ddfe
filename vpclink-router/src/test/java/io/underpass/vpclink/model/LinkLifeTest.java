package io.underpass.vpclink.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkLifeTest {

    private static final Instant MADE = Instant.parse("2030-06-01T12:00:00Z");
    private static final LinkLife LIFE = LinkLife.begun(MADE, MADE.plusSeconds(60), Optional.empty());

    @Test
    void itsStatusFollowsFromTheTime() {
        assertThat(LIFE.statusAt(MADE)).contains(VpcLinkStatus.PENDING);
        assertThat(LIFE.statusAt(MADE.plusSeconds(60))).contains(VpcLinkStatus.AVAILABLE);
        LinkLife ending = LIFE.deleting(new LinkLife.Deletion(MADE.plusSeconds(90), MADE.plusSeconds(120)));
        assertThat(ending.statusAt(MADE.plusSeconds(90))).contains(VpcLinkStatus.DELETING);
        assertThat(ending.statusAt(MADE.plusSeconds(120))).isEmpty();
    }

    @Test
    void beforeAPhaseBeganItIsOverSinceTimeWasPutBack() {
        assertThat(LIFE.statusAt(MADE.minusSeconds(1))).contains(VpcLinkStatus.AVAILABLE);
        LinkLife ending = LIFE.deleting(new LinkLife.Deletion(MADE.plusSeconds(90), MADE.plusSeconds(120)));
        assertThat(ending.statusAt(MADE.plusSeconds(89))).isEmpty();
    }
}
