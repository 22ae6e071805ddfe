package io.underpass.emulator;

import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Describes an emulator that is to be started inside a Java program. Unlike the command line's, its port is any free
 * one unless set.
 *
 * <p>Threads: confined to one thread.
 */
public final class UnderpassBuilder {

    private int port;
    private String region = Settings.DEFAULTS.region();
    private String account = Settings.DEFAULTS.account();

    private Duration provisioning = Settings.DEFAULTS.provisioning();
    private Duration linkIdle = Settings.DEFAULTS.linkIdle();
    private NodeSettings nodes = NodeSettings.DEFAULTS;
    private TlsSettings tls = TlsSettings.DEFAULTS;
    private ServiceEndpoints services = ServiceEndpoints.NONE;
    private Optional<TrustSettings> trust = Optional.empty();
    private String accessLog = Settings.DEFAULTS.accessLog();
    private boolean openListeners = Settings.DEFAULTS.openListeners();
    private TargetAddresses targetAddresses = TargetAddresses.NONE;
    private boolean strict = Settings.DEFAULTS.strict();
    private boolean accountThrottle = Settings.DEFAULTS.accountThrottle();

    UnderpassBuilder() {}

    /** The edge port; 0, the default, picks a free one. */
    public UnderpassBuilder port(int port) {
        this.port = port;
        return this;
    }

    /** The region of calls that name none. */
    public UnderpassBuilder region(String region) {
        this.region = region;
        return this;
    }

    /** The account, twelve digits. */
    public UnderpassBuilder account(String account) {
        this.account = account;
        return this;
    }

    /** How long VPC links and load balancers take to be made, and links to go; zero for at once. */
    public UnderpassBuilder provisioningTime(Duration time) {
        provisioning = time;
        return this;
    }

    /** After how long without traffic a VPC link is INACTIVE; zero for never. */
    public UnderpassBuilder linkIdleTime(Duration time) {
        linkIdle = time;
        return this;
    }

    /** Takes load balancers that run as processes of their own; by default there are none. */
    public UnderpassBuilder nodes(NodeSettings nodes) {
        this.nodes = nodes;
        return this;
    }

    /** Where Lambda and other AWS services are; by default nowhere. */
    public UnderpassBuilder services(ServiceEndpoints services) {
        this.services = services;
        return this;
    }

    /** Where targets are that are registered by an id, an instance's for example; others are looked up in DNS. */
    public UnderpassBuilder targetAddresses(Map<String, String> addressesById) {
        targetAddresses = new TargetAddresses(addressesById);
        return this;
    }

    /** Whom the APIs know; by default the access key {@code test}. */
    public UnderpassBuilder trust(TrustSettings settings) {
        trust = Optional.of(settings);
        return this;
    }

    /** Whether subnets and security groups that links and load balancers name must have been created. */
    public UnderpassBuilder strict(boolean created) {
        strict = created;
        return this;
    }

    /** Whether AWS's limit for all APIs of an account in a region holds: 10000 requests a second, 5000 at once. */
    public UnderpassBuilder accountThrottle(boolean holds) {
        accountThrottle = holds;
        return this;
    }

    /** Where stages and load balancers log to: a directory, or {@code -}, the default, for the standard output. */
    public UnderpassBuilder accessLog(String place) {
        accessLog = place;
        return this;
    }

    /**
     * Whether the listeners of load balancers are bound on the loopback address as well, internal ones too; {@link
     * Underpass#listeners} says where.
     */
    public UnderpassBuilder openListeners(boolean open) {
        openListeners = open;
        return this;
    }

    /** Takes certificates from elsewhere; by default a local authority issues them. */
    public UnderpassBuilder tls(TlsSettings tls) {
        this.tls = tls;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException if the port cannot be listened on
     * @throws IllegalArgumentException if a value is out of range
     */
    public Underpass start() {
        Settings defaults = Settings.DEFAULTS;
        Settings settings = new Settings(
                defaults.bindAddress(),
                port,
                region,
                account,
                defaults.allowedHosts(),
                defaults.journalEntries(),
                defaults.drain(),
                defaults.ioThreads(),
                provisioning,
                linkIdle,
                strict,
                accountThrottle,
                defaults.transport(),
                defaults.state(),
                nodes,
                tls,
                services,
                trust.orElseGet(() -> TrustSettings.defaults(account)),
                accessLog,
                openListeners,
                targetAddresses);
        try {
            return Underpass.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
