package io.underpass.emulator;

import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.logs.LogOutput;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that are being put together; what is not set is as by default.
 *
 * <p>Threads: confined to one thread.
 */
public final class SettingsDraft {

    private String bindAddress = Settings.DEFAULT_BIND_ADDRESS;
    private int port = Settings.DEFAULT_PORT;
    private String region = Settings.DEFAULT_REGION;
    private String account = Settings.DEFAULT_ACCOUNT;
    private Set<String> allowedHosts = Set.of();
    private int journalEntries = Settings.DEFAULT_JOURNAL_ENTRIES;
    private Duration drain = Duration.ofSeconds(Settings.DEFAULT_DRAIN_SECONDS);
    private int ioThreads = 0;
    private Duration provisioning = Settings.DEFAULT_PROVISIONING;
    private Duration linkIdle = Settings.DEFAULT_LINK_IDLE;
    private boolean strict = false;
    private boolean accountThrottle = false;
    private Optional<Transport> transport = Optional.empty();
    private Optional<Path> state = Optional.empty();
    private NodeSettings nodes = NodeSettings.DEFAULTS;
    private TlsSettings tls = TlsSettings.DEFAULTS;
    private ServiceEndpoints services = ServiceEndpoints.NONE;
    private Optional<TrustSettings> trust = Optional.empty();
    private String accessLog = LogOutput.STANDARD_OUTPUT;
    private boolean openListeners = false;
    private TargetAddresses targetAddresses = TargetAddresses.NONE;

    SettingsDraft() {}

    /** The address of the edge port: a name or an IP address. */
    public SettingsDraft bindAddress(String bindAddress) {
        this.bindAddress = bindAddress;
        return this;
    }

    /** The edge port; 0 for any free one. */
    public SettingsDraft port(int port) {
        this.port = port;
        return this;
    }

    /** The region of calls that name none. */
    public SettingsDraft region(String region) {
        this.region = region;
        return this;
    }

    /** The account, twelve digits. */
    public SettingsDraft account(String account) {
        this.account = account;
        return this;
    }

    /** Names, beside those that can only mean this machine, under which the control APIs may be called. */
    public SettingsDraft allowedHosts(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
        return this;
    }

    /** How many exchanges the Journal remembers. */
    public SettingsDraft journalEntries(int journalEntries) {
        this.journalEntries = journalEntries;
        return this;
    }

    /** How long running requests may take to finish on stop. */
    public SettingsDraft drain(Duration drain) {
        this.drain = drain;
        return this;
    }

    /** The number of event loops; 0 for one a core. */
    public SettingsDraft ioThreads(int ioThreads) {
        this.ioThreads = ioThreads;
        return this;
    }

    /** How long VPC links and load balancers take to be made, and links to go; zero for at once. */
    public SettingsDraft provisioning(Duration provisioning) {
        this.provisioning = provisioning;
        return this;
    }

    /** After how long without traffic a VPC link is INACTIVE; zero for never. */
    public SettingsDraft linkIdle(Duration linkIdle) {
        this.linkIdle = linkIdle;
        return this;
    }

    /** Whether subnets and security groups that links and load balancers name must have been created. */
    public SettingsDraft strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /** Whether AWS's limit for all APIs of an account in a region holds. */
    public SettingsDraft accountThrottle(boolean accountThrottle) {
        this.accountThrottle = accountThrottle;
        return this;
    }

    /** How sockets are watched; empty for the cheapest that the machine offers. */
    public SettingsDraft transport(Optional<Transport> transport) {
        this.transport = transport;
        return this;
    }

    /** The directory that keeps what the control APIs change; empty to forget it on stop. */
    public SettingsDraft state(Optional<Path> state) {
        this.state = state;
        return this;
    }

    /** How load balancers that run as processes of their own are treated. */
    public SettingsDraft nodes(NodeSettings nodes) {
        this.nodes = nodes;
        return this;
    }

    /** Where certificates come from. */
    public SettingsDraft tls(TlsSettings tls) {
        this.tls = tls;
        return this;
    }

    /** Where Lambda and other AWS services are. */
    public SettingsDraft services(ServiceEndpoints services) {
        this.services = services;
        return this;
    }

    /** Whom the APIs know; unless set, the access key {@code test} of the account. */
    public SettingsDraft trust(TrustSettings trust) {
        this.trust = Optional.of(trust);
        return this;
    }

    /** The directory that access and execution logs are written to; {@code -} for the standard output. */
    public SettingsDraft accessLog(String accessLog) {
        this.accessLog = accessLog;
        return this;
    }

    /** Whether the listeners of load balancers are bound on the loopback address as well. */
    public SettingsDraft openListeners(boolean openListeners) {
        this.openListeners = openListeners;
        return this;
    }

    /** Where targets are that are registered by an id. */
    public SettingsDraft targetAddresses(TargetAddresses targetAddresses) {
        this.targetAddresses = targetAddresses;
        return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if a value is out of range; the message says which
     */
    public Settings settings() {
        return new Settings(
                bindAddress,
                port,
                region,
                account,
                allowedHosts,
                journalEntries,
                drain,
                ioThreads,
                provisioning,
                linkIdle,
                strict,
                accountThrottle,
                transport,
                state,
                nodes,
                tls,
                services,
                trust.orElseGet(() -> TrustSettings.defaults(account)),
                accessLog,
                openListeners,
                targetAddresses);
    }
}
