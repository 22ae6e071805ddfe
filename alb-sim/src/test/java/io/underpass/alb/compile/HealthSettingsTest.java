package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthSettingsTest {

    @Test
    void oneHealthyTargetCarriesTheTrafficByDefault() {
        UnhealthyStateRouting routing = UnhealthyStateRouting.of(Map.of());
        assertThat(routing.carriedBy(1, 4)).isTrue();
        assertThat(routing.carriedBy(0, 4)).isFalse();
    }

    @Test
    void eitherThresholdSuffices() {
        UnhealthyStateRouting routing = new UnhealthyStateRouting(2, 75);
        assertThat(routing.carriedBy(1, 1)).isFalse();
        assertThat(routing.carriedBy(2, 4)).isFalse();
        assertThat(routing.carriedBy(3, 4)).isTrue();
    }

    @Test
    void noHealthyTargetNeverCarriesTheTraffic() {
        assertThat(new UnhealthyStateRouting(0, 0).carriedBy(0, 2)).isFalse();
    }
}
