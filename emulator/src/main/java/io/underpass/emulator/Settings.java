package io.underpass.emulator;

import io.underpass.aws.Scope;
import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be set, with its defaults in {@link #DEFAULTS}. Who adds something does so here and in {@link SettingsDraft};
 * whoever sets it says so by its name.
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
 * @param provisioning how long VPC links and load balancers take to be made, and links to go; zero for at once
 * @param linkIdle after how long without traffic a VPC link is INACTIVE; zero for never
 * @param strict whether subnets and security groups that links and load balancers name must have been created
 * @param accountThrottle whether AWS's limit for all APIs of an account in a region holds: 10000 requests a second
 * @param transport how sockets are watched; empty for the cheapest that the machine offers
 * @param state the directory that keeps what the control APIs change; empty to forget it on stop
 * @param nodes how load balancers that run as processes of their own are treated
 * @param tls where certificates come from
 * @param accessLog the directory that stages and load balancers log to; {@code -} for the standard output
 * @param services where Lambda and other AWS services are
 * @param trust whom the APIs know: access keys, user pools, VPC endpoints
 * @param openListeners whether the listeners of load balancers are bound on the loopback address as well
 * @param targetAddresses where targets are that are registered by an id
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
        Duration provisioning,
        Duration linkIdle,
        boolean strict,
        boolean accountThrottle,
        Optional<Transport> transport,
        Optional<Path> state,
        NodeSettings nodes,
        TlsSettings tls,
        ServiceEndpoints services,
        TrustSettings trust,
        String accessLog,
        boolean openListeners,
        TargetAddresses targetAddresses) {

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

    /** Long enough for scripts that do not wait to fail, as they would on AWS, where it is minutes. */
    public static final Duration DEFAULT_PROVISIONING = Duration.ofSeconds(1);

    /** As on AWS. */
    public static final Duration DEFAULT_LINK_IDLE = Duration.ofDays(60);

    /** What holds where nothing is set. */
    public static final Settings DEFAULTS = draft().settings();

    /** Checks what the types cannot. */
    public Settings {
        require(port >= 0 && port <= 65535, "port must be from 0 to 65535, not " + port);
        require(account.matches("\\d{12}"), "account must be twelve digits, not '" + account + "'");
        require(region.matches("[a-z]{2}(-[a-z]+)+-\\d"), "region must look like us-east-1, not '" + region + "'");
        require(journalEntries >= 1, "journal entries must be at least 1, not " + journalEntries);
        require(!accessLog.isEmpty(), "access log must be a directory, or - for the standard output");
        require(!drain.isNegative(), "drain must not be negative");
        require(ioThreads >= 0, "io threads must not be negative");
        require(!provisioning.isNegative(), "provisioning time must not be negative");
        require(!linkIdle.isNegative(), "link idle time must not be negative");
        if (transport.isPresent() && !transport.get().isAvailable()) {
            throw new IllegalArgumentException(
                    "this machine does not offer the transport " + transport.get() + "; " + otherTransports(transport));
        }
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Settings to be put together, by default {@link #DEFAULTS}. */
    public static SettingsDraft draft() {
        return new SettingsDraft();
    }

    /** The account and region of calls that name none. */
    public Scope defaultScope() {
        return new Scope(account, region);
    }

    /** What to do where {@code refused} does not work. */
    public static String otherTransports(Optional<Transport> refused) {
        return Transport.offered().stream()
                .filter(offered -> !refused.equals(Optional.of(offered)))
                .map(Transport::name)
                .collect(Collectors.joining(" or ", "name another with --transport (", "), or none"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
