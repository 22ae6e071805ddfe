package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(err.toString())
                .contains("demo, start, alb, service, setup, import, validate, routes, tail, health or version");
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

    /** Where it would be missed later, it is missed at once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--certificates /no/such/place",
                "--truststores /no/such/place",
                "--trusted-ca /no/such/place",
                "--init /no/such/place",
                "--access-log pom.xml",
                "--allowed-host http://my.host",
                "--allowed-host my.host:4566",
                "--node orders"
            })
    void whatIsNotThereOrCannotBeMeantIsWrongUsage(String options) {
        String[] arguments = ("start --port 0 " + options).split(" ");

        assertThat(run(Map.of(), arguments)).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).contains(arguments[arguments.length - 1]);
    }

    @Test
    void aFileWithoutAnOptionIsToBeImportedPerhaps() {
        assertThat(run(Map.of(), "start", "shop.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("--import shop.yaml");
    }

    @Test
    void clientsAreToldTheEndpointAndNotThePort() {
        assertThat(run(Map.of(), "routes", "--port", "5000")).isEqualTo(2);
        assertThat(err.toString()).contains("--endpoint http://127.0.0.1:PORT");
    }

    @Test
    void nobodyWhoAnswersIsSaidToBeNobody(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("shop.yaml"), "apis: {}");

        assertThat(run(Map.of(), "import", file.toString(), "--endpoint", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("nothing answers at http://127.0.0.1:1")
                .doesNotContain("Exception");
    }

    @Test
    void portsThatThereAreNotAreWrongUsage() {
        assertThat(run(Map.of(), "service", "--name", "shop", "--port", "65535", "--count", "2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--port must be from 0 to 65534, not 65535");
    }

    @Test
    void noServiceAtAllIsWrongUsage() {
        int exit = run(Map.of(), "service", "--name", "shop", "--count", "0");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--count must be at least 1, not 0");
    }

    @Test
    void aNodeTakesThePlacesOfFunctionsAndProviders() {
        assertThat(Main.commandLine(Map.of()).flags("alb").all())
                .extracting(Flag::name)
                .contains("--lambda-endpoint", "--identity-endpoint", "--cognito-client", "--trusted-ca");
        String[] node = {"alb", "--name", "shop", "--controller", "http://127.0.0.1:1", "--token", "t", "", ""};
        for (String[] wrong : new String[][] {
            {"--lambda-endpoint", "nowhere"}, {"--identity-endpoint", "idp=http://a..b"}, {"--cognito-client", "c1"}
        }) {
            System.arraycopy(wrong, 0, node, node.length - 2, 2);
            assertThat(run(Map.of(), node)).as(wrong[0]).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "demo", "service", "setup"})
    void everyOptionOfTheEdgeNamesItsEnvironmentVariable(String command) {
        for (Flag flag : Main.commandLine(Map.of()).flags(command).all()) {
            if (!flag.name().equals("--once")) {
                assertThat(flag.option().description()).contains("[" + EnvironmentDefaults.variable(flag.name()) + "]");
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

    @Test
    void anUnknownCommandIsNamed() {
        assertThat(run(Map.of(), "strat")).isEqualTo(2);
        assertThat(err.toString()).contains("'strat'; did you mean 'start'?").contains("demo, start");
    }

    @Test
    void helpListsWhatThereIs() {
        assertThat(printed("--help")).contains("underpass COMMAND", "start", "Starts the emulator");
        assertThat(printed("start", "--help"))
                .contains("underpass start", "--port=PORT", "Default: 4566", "--state=DIR", "[UNDERPASS_STATE]")
                .contains("NIO, EPOLL, IO_URING");
        assertThat(printed("demo", "--help")).contains("--once").doesNotContain("--kept");
        assertThat(printed("version")).isEqualTo(printed("--version")).startsWith("underpass ");
    }

    private String printed(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(Map.of(), arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.commandLine(environment).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
