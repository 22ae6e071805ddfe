package io.underpass.it.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The container engine of this machine, where there is one. Threads: blocking, otherwise safe. */
final class ContainerEngine {

    /** The lock of those who build the image and start containers, several of which would disturb each other. */
    static final String ONE_AT_A_TIME = "the container engine";

    private static final Duration LIMIT = Duration.ofSeconds(180);

    private ContainerEngine() {}

    /** Skips the test, and says why, where there is no engine, no compose command, or nothing to put into the image. */
    static void assumePresent() {
        assumeTrue(
                docker("info", "--format", "{{.ServerVersion}}").ok(),
                "No Docker engine answers: tests of the image and the compose files are skipped");
        assumeTrue(!compose().isEmpty(), "There is neither `docker compose` nor docker-compose: skipped");
        Path jars = Command.ROOT.resolve("emulator/target/lib");
        assumeTrue(
                Files.isDirectory(jars),
                "There is no " + jars + ": the image is tested by `./mvnw verify` or after `package`");
    }

    /** The command for compose files; empty where there is none. */
    static List<String> compose() {
        if (docker("compose", "version").ok()) {
            return List.of("docker", "compose");
        }
        return run("docker-compose", "version").ok() ? List.of("docker-compose") : List.of();
    }

    /** Runs {@code docker arguments...}. */
    static Command.Result docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(Command.ROOT, Map.of(), LIMIT, command);
    }

    /** Runs {@code docker arguments...} and gives what it printed; fails unless it went well. */
    static String succeed(String... arguments) {
        Command.Result result = docker(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker " + String.join(" ", arguments) + ": " + result.output());
        }
        return result.output().strip();
    }

    private static Command.Result run(String... command) {
        return Command.run(Command.ROOT, Map.of(), LIMIT, List.of(command));
    }
}
