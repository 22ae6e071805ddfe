package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/aws-cli}: its script, and the lines that it prints. Skipped where there is no AWS CLI new enough. */
class AwsCliExampleTest {

    private static final Path SCRIPT = Path.of("..", "examples", "aws-cli", "tutorial");
    private static final int LIMIT_SECONDS = 300;

    @Test
    void whatTheScriptPrintsWorks(@TempDir Path directory) throws Exception {
        try (RunningEmulator emulator = new RunningEmulator();
                ServiceInstance orders = ServiceInstance.start("orders-1");
                ServiceInstance payments = ServiceInstance.start("payments-1")) {
            assumeTrue(
                    new AwsCli(emulator.endpoint(), directory).canTargetLoadBalancers(),
                    "needs the AWS CLI on the PATH, new enough for --integration-target");

            List<String> printed = run(
                    emulator.endpoint(),
                    directory.resolve("printed.txt"),
                    "orders=127.0.0.1:" + orders.port(),
                    "payments=127.0.0.1:" + payments.port());

            assertThat(printed).hasSize(2);
            assertThat(call(printed.get(0))).startsWith("orders-1 GET /42\n");
            assertThat(call(printed.get(1))).startsWith("payments-1 GET /42\n");
        }
    }

    private static List<String> run(URI endpoint, Path printed, String... services) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString());
        builder.command().addAll(List.of(services));
        builder.environment().put("AWS_ENDPOINT_URL", endpoint.toString());
        builder.environment().put("NO_PROXY", "127.0.0.1,localhost");
        builder.environment().remove("AWS_PROFILE");
        Path errors = printed.resolveSibling("errors.txt");
        Process process = builder.redirectOutput(printed.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(printed);
    }

    private static String call(String line) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(line.substring("curl ".length())))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
