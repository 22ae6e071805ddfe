package io.underpass.emulator;

import io.underpass.aws.Scope;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be set, with its defaults in {@link #DEFAULTS}.
 *
 * <p>Threads: immutable.
 *
 * @param bindAddress the address of the edge port: a name or an IP address
 * @param port the edge port; 0 for any free one
 * @param region the region of calls that name none
 * @param account the account, twelve digits
 * @param allowedHosts names, beside those that can only mean this machine, under which the control APIs may be called
 * @param journalEntries how many exchanges the Journal remembers
 * @param drain how long running requests may take to finish on stop
 * @param ioThreads the number of event loops; 0 for one a core
 * @param transport how sockets are watched; empty for the cheapest that the machine offers
 * @param state the directory that keeps what the control APIs change; empty to forget it on stop
 * @param nodes how load balancers that run as processes of their own are treated
 */
public record Settings(
        String bindAddress,
        int port,
        String region,
        String account,
        Set<String> allowedHosts,
        int journalEntries,
        Duration drain,
        int ioThreads,
        Optional<Transport> transport,
        Optional<Path> state,
        NodeSettings nodes) {

    /** The port that tools for local AWS assume. */
    public static final int DEFAULT_PORT = 4566;

    /** This machine alone. */
    public static final String DEFAULT_BIND_ADDRESS = "127.0.0.1";

    /** Where tools look when nobody tells them. */
    public static final String DEFAULT_REGION = "us-east-1";

    /** The account that local AWS tools use. */
    public static final String DEFAULT_ACCOUNT = "000000000000";

    /** Some megabytes at most. */
    public static final int DEFAULT_JOURNAL_ENTRIES = 1000;

    /** As long as container engines wait before they kill. */
    public static final int DEFAULT_DRAIN_SECONDS = 10;

    /** What holds where nothing is set. */
    public static final Settings DEFAULTS = new Settings(
            DEFAULT_BIND_ADDRESS,
            DEFAULT_PORT,
            DEFAULT_REGION,
            DEFAULT_ACCOUNT,
            Set.of(),
            DEFAULT_JOURNAL_ENTRIES,
            Duration.ofSeconds(DEFAULT_DRAIN_SECONDS),
            0,
            Optional.empty(),
            Optional.empty(),
            NodeSettings.DEFAULTS);

    /** Checks what the types cannot. */
    public Settings {
        require(port >= 0 && port <= 65535, "port must be from 0 to 65535, not " + port);
        require(account.matches("\\d{12}"), "account must be twelve digits, not '" + account + "'");
        require(region.matches("[a-z]{2}(-[a-z]+)+-\\d"), "region must look like us-east-1, not '" + region + "'");
        require(journalEntries >= 1, "journal entries must be at least 1, not " + journalEntries);
        require(!drain.isNegative(), "drain must not be negative");
        require(ioThreads >= 0, "io threads must not be negative");
        require(
                transport.isEmpty() || transport.get().isAvailable(),
                "this machine does not offer the transport "
                        + transport.map(Transport::name).orElse("") + "; it offers "
                        + Stream.of(Transport.values())
                                .filter(Transport::isAvailable)
                                .map(Transport::name)
                                .collect(Collectors.joining(", ")));
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** The account and region of calls that name none. */
    public Scope defaultScope() {
        return new Scope(account, region);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
