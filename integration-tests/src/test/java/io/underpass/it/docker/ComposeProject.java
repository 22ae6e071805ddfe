package io.underpass.it.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A compose file that is up, under a project name and on a port of its own. Closing it removes everything it made but the
 * image.
 *
 * <p>Threads: blocking; confined to one test.
 */
final class ComposeProject implements AutoCloseable {

    private static final Duration UP = Duration.ofSeconds(900);
    private static final Duration SETUP = Duration.ofSeconds(240);
    private static final Pattern INVOKE = Pattern.compile("curl (http://\\S+/_user_request_)/internal-alb");

    private final String name;
    private final Path directory;
    private final Map<String, String> environment;
    private URI invoke = URI.create("");

    private ComposeProject(String name, Path directory) {
        this.name = name;
        this.directory = directory;
        environment =
                Map.of("COMPOSE_PROJECT_NAME", name, "UNDERPASS_PORT", String.valueOf(freePort()), "PREBUILT", "true");
    }

    /** Builds and starts the compose file in {@code folder} of the sources and waits for its setup to end. */
    static ComposeProject up(String name, String folder) {
        ComposeProject project =
                new ComposeProject(name, Command.ROOT.resolve(folder).normalize());
        project.compose("down", "--volumes", "--remove-orphans", "--timeout", "2");
        try {
            project.succeed("up", "--detach", "--build");
            project.awaitSetup();
            return project;
        } catch (Throwable failed) {
            project.close();
            throw failed;
        }
    }

    private void awaitSetup() {
        String setup = container("setup", 1);
        Awaitility.await()
                .atMost(SETUP)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ContainerEngine.succeed("inspect", "--format", "{{.State.Status}}", setup)
                        .equals("exited"));
        String log = ContainerEngine.succeed("logs", setup);
        Matcher line = INVOKE.matcher(log);
        if (!line.find()) {
            throw new AssertionError("setup did not build the tutorial:\n" + log + "\n" + logs());
        }
        invoke = URI.create(line.group(1));
    }

    /** Where the tutorial's API is invoked from this machine. */
    URI invoke() {
        return invoke;
    }

    /** The id of container {@code number} of {@code service}, running or not. */
    String container(String service, int number) {
        String id = ContainerEngine.succeed(
                "ps",
                "--all",
                "--quiet",
                "--filter",
                "label=com.docker.compose.project=" + name,
                "--filter",
                "label=com.docker.compose.service=" + service,
                "--filter",
                "label=com.docker.compose.container-number=" + number);
        if (id.isEmpty()) {
            throw new AssertionError("there is no container " + number + " of " + service);
        }
        return id;
    }

    /** The names of all containers. */
    List<String> containers() {
        return List.of(ContainerEngine.succeed(
                        "ps", "--all", "--format", "{{.Names}}", "--filter", "label=com.docker.compose.project=" + name)
                .split("\\s+"));
    }

    /** The full name of {@code network}. */
    String network(String network) {
        return name + "_" + network;
    }

    /** The address of container {@code number} of {@code service} on {@code network}. */
    String address(String service, int number, String network) {
        return ContainerEngine.succeed(
                "inspect",
                "--format",
                "{{(index .NetworkSettings.Networks \"" + network(network) + "\").IPAddress}}",
                container(service, number));
    }

    /** Runs a compose command that must go well. */
    void succeed(String... arguments) {
        Command.Result result = compose(arguments);
        if (!result.ok()) {
            throw new AssertionError(String.join(" ", arguments) + ": " + result.output() + "\n" + logs());
        }
    }

    /** What the containers said. */
    String logs() {
        return compose("logs", "--tail", "50").output();
    }

    private Command.Result compose(String... arguments) {
        List<String> command = new ArrayList<>(ContainerEngine.compose());
        command.addAll(List.of(arguments));
        return Command.run(directory, environment, UP, command);
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--remove-orphans", "--timeout", "5");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
