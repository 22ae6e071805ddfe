package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void defaultsAreThePromisedOnes() {
        assertThat(Settings.DEFAULTS)
                .isEqualTo(new Settings(
                        "127.0.0.1",
                        4566,
                        "us-east-1",
                        "000000000000",
                        Set.of(),
                        1000,
                        Duration.ofSeconds(10),
                        0,
                        Duration.ofSeconds(1),
                        Duration.ofDays(60),
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        NodeSettings.DEFAULTS,
                        TlsSettings.DEFAULTS,
                        ServiceEndpoints.NONE,
                        TrustSettings.defaults("000000000000"),
                        Settings.DEFAULTS.accessLog(),
                        Settings.DEFAULTS.openListeners(),
                        Settings.DEFAULTS.targetAddresses()));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> with(70000, "us-east-1", "000000000000"))
                .hasMessageContaining("port")
                .hasMessageContaining("70000");
        assertThatThrownBy(() -> with(1, "nowhere", "000000000000"))
                .hasMessageContaining("region")
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> with(1, "us-east-1", "12"))
                .hasMessageContaining("account")
                .hasMessageContaining("12");
    }

    @Test
    void theUsualKeyIsOfTheAccount() {
        assertThat(with(1, "us-east-1", "111122223333").trust()).isEqualTo(TrustSettings.defaults("111122223333"));
    }

    @Test
    void timesAreNotNegative() {
        assertThatThrownBy(() -> with(Duration.ofMillis(-1), Duration.ZERO)).hasMessageContaining("provisioning");
        assertThatThrownBy(() -> with(Duration.ZERO, Duration.ofMillis(-1))).hasMessageContaining("idle");
        assertThat(with(Duration.ZERO, Duration.ZERO).provisioning()).isZero();
    }

    private static Settings with(Duration provisioning, Duration linkIdle) {
        return Settings.draft().provisioning(provisioning).linkIdle(linkIdle).settings();
    }

    private static Settings with(int port, String region, String account) {
        return Settings.draft().port(port).region(region).account(account).settings();
    }
}
