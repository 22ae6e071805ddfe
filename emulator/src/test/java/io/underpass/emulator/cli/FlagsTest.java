package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

    private final Sample sample = new Sample();

    @Test
    void aValueFollowsItsNameOrAnEqualsSign() {
        read(Map.of(), "--count", "3", "--place=http://somewhere/?a=b", "--file", "a/b", "--time", "2m");

        assertThat(sample.count).isEqualTo(3);
        assertThat(sample.place).isEqualTo(URI.create("http://somewhere/?a=b"));
        assertThat(sample.more.file).isEqualTo(Path.of("a/b"));
        assertThat(sample.time).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void constantsAreFoundInAnyCase() {
        read(Map.of(), "--unit", "seconds");

        assertThat(sample.unit).isEqualTo(TimeUnit.SECONDS);
    }

    @Test
    void severalValuesAreSeparatedOrGivenOneByOne() {
        read(Map.of(), "--name", "a,b", "--name=c", "--service", "x=1,2;y=3");

        assertThat(sample.names).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(sample.services).containsExactly(Map.entry("x", "1,2"), Map.entry("y", "3"));
    }

    @ParameterizedTest
    @CsvSource({"--loud, true", "--loud=false, false", "--loud=TRUE, true", "--loud=1, true", "--loud=0, false"})
    void aSwitchNeedsNoValue(String argument, boolean loud) {
        read(Map.of("UNDERPASS_LOUD", "true"), argument, "--count", "1");

        assertThat(sample.loud).isEqualTo(loud);
        assertThat(sample.count).isEqualTo(1);
    }

    @Test
    void aSwitchTakesTheWordBehindIt() {
        read(Map.of("UNDERPASS_LOUD", "true"), "--loud", "false");

        assertThat(sample.loud).isFalse();
    }

    @Test
    void flagsComeBeforeTheEnvironmentAndThatBeforeTheDefault() {
        read(Map.of("UNDERPASS_COUNT", "5", "UNDERPASS_TIME", "5s"), "--count", "6");

        assertThat(sample.count).isEqualTo(6);
        assertThat(sample.time).isEqualTo(Duration.ofSeconds(5));
        assertThat(sample.place).isEqualTo(URI.create("http://default"));
    }

    @ParameterizedTest
    @CsvSource({
        "--count=x, --count: 'x' is not a number",
        "--loud=x, --loud: 'x' is neither true nor false",
        "--time=x, --time: 'x' is not a time",
        "--unit=x, is none of NANOSECONDS",
        "--service=x, --service: 'x' is not of the form",
        "--count, --count needs a value: --count=COUNT",
        "--cuont=1, there is no option '--cuont'; did you mean '--count'?",
        "surplus, unexpected 'surplus'",
    })
    void whatIsWrongIsSaid(String argument, String message) {
        assertThatThrownBy(() -> read(Map.of(), argument))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining(message);
    }

    @Test
    void aWrongVariableIsNamed() {
        assertThatThrownBy(() -> read(Map.of("UNDERPASS_COUNT", "many")))
                .isInstanceOf(WrongUsage.class)
                .hasMessage("--count: 'many' is not a number (from UNDERPASS_COUNT)");
    }

    @Test
    void theAddressOfAServiceOfKubernetesIsNoSetting() {
        read(Map.of("UNDERPASS_COUNT", "tcp://10.0.0.1:4566"));

        assertThat(sample.count).isEqualTo(2);
    }

    @Test
    void aNameIsNoValue() {
        assertThatThrownBy(() -> read(Map.of(), "--count", "--loud")).hasMessageContaining("--count needs a value");
    }

    @Test
    void oneValueIsNotGivenTwice() {
        assertThatThrownBy(() -> read(Map.of(), "--count=1", "--count=1")).hasMessageContaining("more than once");
    }

    @Test
    void whatIsRequiredMayComeFromTheEnvironment() {
        Needy needy = new Needy();

        assertThatThrownBy(() -> flags(needy, Map.of()).read(List.of())).hasMessage("--token=TOKEN is missing");
        flags(needy, Map.of("UNDERPASS_TOKEN", "secret")).read(List.of());
        assertThat(needy.token).isEqualTo("secret");
    }

    private void read(Map<String, String> environment, String... arguments) {
        flags(sample, environment).read(List.of(arguments));
    }

    private static Flags flags(Object command, Map<String, String> environment) {
        return new Flags(command, new EnvironmentDefaults(environment));
    }

    private static final class Sample {
        @Option(names = "--count", paramLabel = "COUNT", defaultValue = "2", description = "")
        int count;

        @Option(names = "--loud", description = "")
        boolean loud;

        @Option(names = "--time", description = "")
        Duration time = Duration.ZERO;

        @Option(names = "--unit", description = "")
        TimeUnit unit = TimeUnit.DAYS;

        @Option(names = "--place", defaultValue = "http://default", description = "")
        URI place = URI.create("");

        @Option(names = "--name", split = ",", description = "")
        Set<String> names = new HashSet<>();

        @Option(names = "--service", split = ";", description = "")
        Map<String, String> services = new LinkedHashMap<>();

        @Mixin
        More more = new More();
    }

    private static final class More {
        @Option(
                names = {"-f", "--file"},
                description = "")
        Path file = Path.of("");
    }

    private static final class Needy {
        @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "")
        String token = "";
    }
}
