package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.it.docker.Command;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The tutorial by AWS's SDK for JavaScript. Skipped where there is no Node.js 20, or npm cannot get the SDK; it is kept
 * in {@code target} from one run to the next.
 */
class JavaScriptSdkTest {

    private static final Path DIRECTORY = Path.of("target/javascript-sdk").toAbsolutePath();
    private static final List<String> PACKAGES =
            List.of("@aws-sdk/client-api-gateway@3.1142.0", "@aws-sdk/client-apigatewayv2@3.1169.0");

    @Test
    void theTutorialWorks() throws Exception {
        install();
        try (RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
                ServiceInstance orders = ServiceInstance.start("orders-1");
                AwsClients clients = new AwsClients(emulator.endpoint())) {
            InternalAlb alb = new TutorialSteps(clients).internalAlb("orders", orders);

            Command.Result run = Command.run(
                    DIRECTORY,
                    environment(emulator),
                    Duration.ofSeconds(180),
                    List.of("node", "tutorial.mjs", alb.arn()));

            assertThat(run.ok()).as(run.output()).isTrue();
            JsonNode said =
                    ControlCalls.tree(run.output().substring(run.output().lastIndexOf("{\"api\"")));
            assertThat(said.path("created").asBoolean()).isTrue();
            assertThat(said.path("timeout").asInt()).isEqualTo(29000);
            assertThat(said.path("target").asText()).isEqualTo(alb.arn());
            assertThat(said.path("refusal").asText())
                    .isEqualTo("NotFoundException 404 Invalid API identifier specified 000000000000:nosuchapi0");
            assertThat(Invocation.HOST
                            .get(emulator.endpoint(), said.path("api").asText(), TutorialSteps.STAGE, "/a/b?c=d")
                            .body())
                    .startsWith("orders-1 GET /a/b?c=d\n");
        }
    }

    private static Map<String, String> environment(RunningEmulator emulator) {
        return Map.of(
                "AWS_ENDPOINT_URL", emulator.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "NO_PROXY", "127.0.0.1,localhost");
    }

    private static void install() throws Exception {
        Command.Result node = Command.run(Path.of("."), Map.of(), Duration.ofSeconds(20), List.of("node", "--version"));
        assumeTrue(node.ok() && node.output().matches("(?s)v[2-9]\\d\\..*"), "needs Node.js 20 or newer on the PATH");
        Files.createDirectories(DIRECTORY);
        try (InputStream script = Objects.requireNonNull(JavaScriptSdkTest.class.getResourceAsStream("tutorial.mjs"))) {
            Files.write(DIRECTORY.resolve("tutorial.mjs"), script.readAllBytes());
        }
        Path installed = DIRECTORY.resolve("installed.txt");
        if (Files.exists(installed) && Files.readAllLines(installed).equals(PACKAGES)) {
            return;
        }
        Files.writeString(DIRECTORY.resolve("package.json"), "{\"private\": true}");
        Command.Result npm = Command.run(
                DIRECTORY,
                Map.of(),
                Duration.ofMinutes(3),
                List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--fetch-retries=1",
                        "--fetch-timeout=30000",
                        PACKAGES.get(0),
                        PACKAGES.get(1)));
        assumeTrue(npm.ok(), "npm could not get AWS's SDK: " + npm.output());
        Files.write(installed, PACKAGES);
    }
}
