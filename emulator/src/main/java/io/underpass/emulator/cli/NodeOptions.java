package io.underpass.emulator.cli;

import io.underpass.emulator.node.NodeSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edge's settings for load balancers that run as nodes. Threads: confined to the main thread. */
final class NodeOptions {

    @Option(
            names = "--node-token",
            paramLabel = "TOKEN",
            description = "The token that load balancers running as nodes have to show; without it there are none."
                    + " [UNDERPASS_NODE_TOKEN]")
    private @Nullable String token;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            split = ",",
            description = "A load balancer that runs on a node only: until that has registered nothing answers in its"
                    + " place; may be repeated. [UNDERPASS_NODE]")
    private Set<String> expected = new HashSet<>();

    @Option(
            names = "--node-gone-seconds",
            paramLabel = "SECONDS",
            defaultValue = "" + NodeSettings.DEFAULT_GONE_SECONDS,
            description = "How long a node may be silent before it counts as gone. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_NODE_GONE_SECONDS]")
    private int goneSeconds;

    @Option(
            names = "--node-connect-seconds",
            paramLabel = "SECONDS",
            defaultValue = "" + NodeSettings.DEFAULT_CONNECT_SECONDS,
            description = "How long connecting to a node may take. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_NODE_CONNECT_SECONDS]")
    private int connectSeconds;

    /** Throws IllegalArgumentException where a value is out of range. */
    NodeSettings settings() {
        if (token == null && !expected.isEmpty()) {
            throw new IllegalArgumentException(
                    "--node " + String.join(",", expected) + " needs --node-token, without which no node can register");
        }
        return new NodeSettings(
                Optional.ofNullable(token),
                expected,
                Duration.ofSeconds(goneSeconds),
                Duration.ofSeconds(connectSeconds));
    }
}
