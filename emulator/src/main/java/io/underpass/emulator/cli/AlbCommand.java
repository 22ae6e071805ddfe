package io.underpass.emulator.cli;

import io.underpass.emulator.AlbNode;
import io.underpass.emulator.NodeSurroundings;
import io.underpass.emulator.Settings;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.node.NodeProcessSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@code underpass alb}: runs one load balancer of an edge that runs elsewhere. Threads: for the main thread. */
@Command(description = "Runs one load balancer as a process of its own, on its own network.")
final class AlbCommand implements Callable<Integer> {

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The load balancer's name, as create-load-balancer has it. [UNDERPASS_NAME]")
    private String name = "";

    @Option(
            names = "--controller",
            required = true,
            paramLabel = "URL",
            description = "The edge, http://edge:4566 for instance. [UNDERPASS_CONTROLLER]")
    private String controller = "";

    @Option(
            names = {"--token", "--node-token"},
            required = true,
            paramLabel = "TOKEN",
            description = "The token that the edge was started with. [UNDERPASS_NODE_TOKEN]")
    private String token = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The load balancer's region. Default: the edge's. [UNDERPASS_REGION]")
    private String region = "";

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            description = "The address to listen on. Default: the one from which the node reaches the edge, so that no"
                    + " other network is served. [UNDERPASS_BIND_ADDRESS]")
    private @Nullable String bindAddress;

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            description = "The host under which the edge reaches the node. Default: where its calls come from."
                    + " [UNDERPASS_ADVERTISE]")
    private @Nullable String advertise;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + Settings.DEFAULT_PORT,
            description = "The loopback port of 'underpass health'; 0 picks a free one. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_PORT]")
    private int port;

    @Option(
            names = "--access-log",
            paramLabel = "DIR|-",
            defaultValue = "-",
            description = "Where the load balancer writes the logs that its attributes ask for: files below DIR, or -"
                    + " for the standard output. Default: ${DEFAULT-VALUE}. [UNDERPASS_ACCESS_LOG]")
    private String accessLog = "-";

    @Mixin
    private ProcessOptions process = new ProcessOptions();

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private LambdaOptions lambda = new LambdaOptions();

    @Mixin
    private IdentityOptions identity = new IdentityOptions();

    @Mixin
    private TrustedOptions trusted = new TrustedOptions();

    @Override
    public Integer call() throws InterruptedException {
        NodeProcessSettings settings = settings();
        NodeSurroundings surroundings = surroundings();
        try (Shutdown shutdown = Shutdown.install()) {
            shutdown.add(AlbNode.start(
                    settings, surroundings, OptionalInt.of(port), process.ioThreads(), System.out::println, accessLog));
            shutdown.await();
            return 0;
        }
    }

    private NodeProcessSettings settings() {
        URI uri = controllerUri();
        return new NodeProcessSettings(
                name,
                region,
                uri.getHost(),
                uri.getPort() < 0 ? Settings.DEFAULT_PORT : uri.getPort(),
                token,
                Optional.ofNullable(bindAddress),
                Optional.ofNullable(advertise),
                process.drain());
    }

    private NodeSurroundings surroundings() {
        try {
            return new NodeSurroundings(
                    targets.addresses(),
                    lambda.endpoints(""),
                    identity.addTo(TrustSettings.defaults(Settings.DEFAULT_ACCOUNT)),
                    trusted.file());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private URI controllerUri() {
        try {
            URI uri = new URI(controller);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, as of any other text.
        }
        throw new WrongUsage("--controller must look like http://edge:4566, not '" + controller + "'");
    }
}
