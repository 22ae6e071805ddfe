package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthSettingsTest {

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200|200|true",
                "200|201|false",
                "200,202|202|true",
                "200-299|299|true",
                "200-299|300|false",
                "200,301-302|302|true"
            })
    void readsMatchers(String matcher, int code, boolean expected) {
        assertThat(new HttpCodes(matcher).contains(code)).isEqualTo(expected);
    }

    @Test
    void oneHealthyTargetCarriesTheTrafficByDefault() {
        UnhealthyStateRouting routing = UnhealthyStateRouting.of(new Attributes(Map.of()));
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
