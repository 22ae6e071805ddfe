package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aWrongFlagIsOneLineAndExitCode2() {
        assertThat(run(Map.of(), "start", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("underpass: ").contains("--prot").contains("start --help");
        assertThat(err.toString().strip().lines()).hasSize(1);
    }

    @Test
    void aValueOutOfRangeIsWrongUsage() {
        assertThat(run(Map.of(), "start", "--account", "12")).isEqualTo(2);
        assertThat(err.toString()).contains("account must be twelve digits, not '12'");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(err.toString()).contains("demo, start, alb, service, setup, import, health or version");
    }

    @Test
    void aPortInUseIsOneLineAndExitCode1() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exit = run(Map.of(), "start", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString())
                    .contains("127.0.0.1:" + taken.getLocalPort())
                    .contains("in use")
                    .contains("--port");
            assertThat(err.toString().strip().lines()).hasSize(1);
        }
    }

    @Test
    void noServiceAtAllIsWrongUsage() {
        int exit = run(Map.of(), "service", "--name", "shop", "--count", "0");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--count must be at least 1, not 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "demo", "service", "setup"})
    void everyOptionOfTheEdgeNamesItsEnvironmentVariable(String command) {
        CommandLine commandLine = Main.commandLine(Map.of()).getSubcommands().get(command);
        for (OptionSpec option : commandLine.getCommandSpec().options()) {
            boolean setting = !option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals("--once");
            if (setting) {
                assertThat(String.join(" ", option.description()))
                        .contains("[" + EnvironmentDefaults.variable(option.longestName()) + "]");
            }
        }
    }

    @Test
    void theEnvironmentIsBelowTheFlags() {
        Map<String, String> environment = Map.of("UNDERPASS_REGION", "nowhere");

        assertThat(run(environment, "start", "--port", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere");
        assertThat(run(environment, "start", "--port", "99999", "--region", "eu-west-1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("99999");
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        assertThat(run(Map.of("UNDERPASS_REGION", ""), "start", "--port", "99999"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("99999");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.commandLine(environment).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
