package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BroughtSettingsTest {

    private int others;

    @Test
    void settingsOfOthersAreNamedWithWhatServesHere() {
        assertThat(hints(Map.of("GATEWAY_LISTEN", "0.0.0.0:4566", "FLOCI_STORAGE_MODE", "wal", "MOTO_X", "1")))
                .containsExactly(
                        "FLOCI_STORAGE_MODE is another emulator's and has no effect here: --state DIR keeps the state",
                        "GATEWAY_LISTEN is another emulator's and has no effect here: --bind-address and --port say"
                                + " where to listen",
                        "MOTO_X is another emulator's and has no effect here");
    }

    @Test
    void thePrefixedFormIsTheSame() {
        assertThat(hints(Map.of("LOCALSTACK_PERSISTENCE", "1")))
                .singleElement()
                .asString()
                .contains("--state DIR");
    }

    @Test
    void whatIsSwitchedOffHasNoEffectElsewhereEither() {
        assertThat(hints(Map.of("PERSISTENCE", "0", "EDGE_PORT", ""))).isEmpty();
    }

    @Test
    void commonNamesAreAnotherProgramsUnlessTheyStandBesideTellingOnes() {
        assertThat(hints(Map.of("DEBUG", "1", "SERVICES", "s3"))).isEmpty();
        assertThat(hints(Map.of("DEBUG", "1", "EDGE_PORT", "4566")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("DEBUG ");
    }

    @Test
    void aMisspeltSettingIsNamed() {
        assertThat(hints(Map.of(
                        "UNDERPASS_PROT", "1", "UNDERPASS_PORT", "1", "UNDERPASS_AOT", "off", "UNDERPASS_LOG_LEVEL", "info")))
                .containsExactly("UNDERPASS_PROT is no setting; did you mean 'UNDERPASS_PORT'?");
    }

    /** Compose files give the same environment to the edge and to its nodes. */
    @Test
    void anotherCommandsSettingIsNoMistake() {
        assertThat(hints(Map.of("UNDERPASS_CONTROLLER", "http://edge:4566"))).isEmpty();
        assertThat(others).isOne();
    }

    @Test
    void otherCommandsAreNotLookedAtWithoutNeed() {
        assertThat(hints(Map.of("UNDERPASS_PORT", "1", "PATH", "/bin"))).isEmpty();
        assertThat(others).isZero();
    }

    @Test
    void whatKubernetesSetsForAServiceIsNobodysMistake() {
        assertThat(hints(Map.of(
                        "UNDERPASS_PORT", "tcp://10.0.0.1:4566",
                        "UNDERPASS_PORT_4566_TCP_ADDR", "10.0.0.1",
                        "UNDERPASS_SERVICE_HOST", "10.0.0.1")))
                .isEmpty();
    }

    private List<String> hints(Map<String, String> environment) {
        return BroughtSettings.hints(environment, Set.of("UNDERPASS_PORT"), () -> {
            others++;
            return Set.of("UNDERPASS_PORT", "UNDERPASS_CONTROLLER");
        });
    }
}
