package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.NobodyThere;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command as a process of its own: what it prints, and how it ends. */
class CommandLineTest {

    private static final int LIMIT_SECONDS = 120;

    @Test
    void startSaysReadyAndEndsWithZeroOnSigterm() throws Exception {
        Process process = underpass("start", "--port", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = out.readLine();
            assertThat(ready).matches("Ready\\. http://127\\.0\\.0\\.1:\\d+");
            URI health = URI.create(ready.substring("Ready. ".length()) + "/_underpass/health");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("running");

            process.destroy();

            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void sigtermAtOnceEndsWithZeroAsWell() throws Exception {
        Process process = underpass("start", "--port", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("Ready.");
            process.destroy();
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void demoOnceChecksEverythingAndEndsWithZero() throws Exception {
        Process process = underpass("demo", "--once", "--port", "0");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        assertThat(out)
                .contains("200 {\"message\": \"Hello from internal ALB\"}")
                .contains("Everything answered as it should.");
    }

    @Test
    void aPortInUseIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = underpass("demo", "--port", String.valueOf(taken.getLocalPort()));
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(err.strip().lines()).hasSize(1);
            assertThat(err).startsWith("underpass: ").contains(":" + taken.getLocalPort());
        }
    }

    @Test
    void healthOfNothingIsExitCode1() throws Exception {
        try (NobodyThere nobody = NobodyThere.open()) {
            Process process = underpass("health", "--port", String.valueOf(nobody.port()));
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(err).contains("nothing answers").contains("underpass start");
        }
    }

    private static Process underpass(String... arguments) throws IOException {
        return UnderpassCommand.of(arguments).start();
    }
}
