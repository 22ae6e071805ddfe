package io.underpass.vpclink.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class LinkTrafficTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration IDLE = Duration.ofSeconds(100);

    private final VpcLink link = new VpcLink(
            new Scope("000000000000", "us-east-1"),
            "abc123",
            "edge",
            List.of("subnet-a"),
            List.of(),
            TreePMap.empty(),
            LinkLife.begun(START, START.plusSeconds(10), Optional.empty()));
    private final VpcLinkSnapshot snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(link));
    private final CompiledLink compiled =
            Objects.requireNonNull(snapshot.links().get("abc123"));

    @Test
    void idleTimeBeginsWhenTheLinkIsAvailable() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ofSeconds(1), START);

        assertThat(traffic.isInactive(link, START.plusSeconds(109))).isFalse();
        assertThat(traffic.isInactive(link, START.plusSeconds(110))).isTrue();
    }

    @Test
    void idleTimeBeginsNotBeforeTheProcess() {
        LinkTraffic restarted = new LinkTraffic(IDLE, Duration.ofSeconds(1), START.plusSeconds(5000));

        assertThat(restarted.isInactive(link, START.plusSeconds(5099))).isFalse();
        assertThat(restarted.isInactive(link, START.plusSeconds(5100))).isTrue();
    }

    @Test
    void idleTimeBeginsAnewWhenTrafficIsForgotten() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ofSeconds(1), START);
        assertThat(traffic.isInactive(link, START.plusSeconds(5000))).isTrue();

        traffic.forget(START.plusSeconds(5000));

        assertThat(traffic.isInactive(link, START.plusSeconds(5099))).isFalse();
        assertThat(traffic.isInactive(link, START.plusSeconds(5100))).isTrue();
    }

    @Test
    void trafficKeepsALinkAwake() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ofSeconds(1), START);
        for (int second = 60; second <= 600; second += 60) {
            assertThat(passes(traffic, second)).isTrue();
        }

        assertThat(traffic.isInactive(link, START.plusSeconds(699))).isFalse();
        assertThat(traffic.isInactive(link, START.plusSeconds(700))).isTrue();
    }

    @Test
    void sleepingLinkIsInactiveUntilItIsProvisionedAgain() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ofSeconds(3), START);

        assertThat(passes(traffic, 500)).isFalse();
        assertThat(traffic.isInactive(link, START.plusSeconds(501))).isTrue();
        assertThat(passes(traffic, 502)).isFalse();
        assertThat(traffic.isInactive(link, START.plusSeconds(503))).isFalse();
        assertThat(passes(traffic, 503)).isTrue();
        assertThat(traffic.isInactive(link, START.plusSeconds(602))).isFalse();
    }

    @Test
    void linkThatTakesNoTimeToWakeFailsNobody() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ZERO, START);

        assertThat(traffic.isInactive(link, START.plusSeconds(500))).isTrue();
        assertThat(passes(traffic, 500)).isTrue();
        assertThat(traffic.isInactive(link, START.plusSeconds(500))).isFalse();
    }

    @Test
    void idleTimeOfZeroLetsNoLinkSleep() {
        LinkTraffic traffic = new LinkTraffic(Duration.ZERO, Duration.ofSeconds(1), START);

        assertThat(traffic.isInactive(link, START.plus(Duration.ofDays(1000)))).isFalse();
        assertThat(passes(traffic, 100_000_000)).isTrue();
    }

    @Test
    void linkThatIsGoneIsForgotten() {
        LinkTraffic traffic = new LinkTraffic(IDLE, Duration.ofSeconds(1), START);
        assertThat(passes(traffic, 90)).isTrue();

        traffic.follow(snapshot);
        assertThat(traffic.isInactive(link, START.plusSeconds(150))).isFalse();
        traffic.follow(new VpcLinkCompiler().first(VpcLinkState.EMPTY));

        assertThat(traffic.isInactive(link, START.plusSeconds(150))).isTrue();
    }

    private boolean passes(LinkTraffic traffic, int second) {
        return traffic.passes(compiled, START.plusSeconds(second).toEpochMilli());
    }
}
