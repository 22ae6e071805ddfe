package io.underpass.emulator;

import io.underpass.emulator.assembly.TargetAddresses;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.node.NodeSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Describes an emulator that is to be started inside a Java program. Unlike the command line's, its port is any free
 * one unless set.
 *
 * <p>Threads: confined to one thread.
 */
public final class UnderpassBuilder {

    private static final int PATIENCE_SECONDS = 10;

    private final List<Description> descriptions = new ArrayList<>();
    private int port;
    private String region = Settings.DEFAULTS.region();
    private String account = Settings.DEFAULTS.account();

    private Optional<Duration> provisioning = Optional.empty();
    private Duration linkIdle = Settings.DEFAULTS.linkIdle();
    private NodeSettings nodes = NodeSettings.DEFAULTS;
    private TlsSettings tls = TlsSettings.DEFAULTS;
    private ServiceEndpoints services = ServiceEndpoints.NONE;
    private Optional<TrustSettings> trust = Optional.empty();
    private String accessLog = Settings.DEFAULTS.accessLog();
    private boolean openListeners = Settings.DEFAULTS.openListeners();
    private TargetAddresses targetAddresses = TargetAddresses.NONE;
    private Duration drain = Settings.DEFAULTS.drain();
    private Optional<Transport> transport = Settings.DEFAULTS.transport();
    private int ioThreads = Settings.DEFAULTS.ioThreads();
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

    /**
     * How long VPC links and load balancers take to be made, and links to go; zero for at once, which is the default where
     * something is described.
     */
    public UnderpassBuilder provisioningTime(Duration time) {
        provisioning = Optional.of(time);
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

    /** How long running requests may take to finish on {@link Underpass#close}; 10 seconds by default. */
    public UnderpassBuilder drainTime(Duration time) {
        drain = time;
        return this;
    }

    /** How sockets are watched; by default as is cheapest for many requests. {@code NIO} starts soonest. */
    public UnderpassBuilder transport(Transport named) {
        transport = Optional.of(named);
        return this;
    }

    /** The number of event loops; 0, the default, for one a core. */
    public UnderpassBuilder ioThreads(int number) {
        ioThreads = number;
        return this;
    }

    /**
     * Starts it with what {@code description} says, serving; {@link Underpass#reset()} goes back to that.
     *
     * @throws IllegalArgumentException if there is one of that name already: they would remove each other's things
     */
    public UnderpassBuilder describe(Description description) {
        if (descriptions.stream().anyMatch(other -> other.name().equals(description.name()))) {
            throw new IllegalArgumentException("two descriptions are called '" + description.name()
                    + "'; Description.of(name) gives one another name");
        }
        descriptions.add(description);
        return this;
    }

    /** Starts it with what {@code description} makes of an empty description without a name. */
    public UnderpassBuilder describe(UnaryOperator<Description> description) {
        return describe(description.apply(Description.of()));
    }

    /**
     * Starts it. What is described serves then, unless that takes more than {@value #PATIENCE_SECONDS} seconds, as
     * {@link Underpass#awaitReady} counts them.
     *
     * @throws UncheckedIOException if the port cannot be listened on
     * @throws io.underpass.emulator.description.DescriptionFailure if a description cannot be applied
     * @throws IllegalArgumentException if a value is out of range
     */
    public Underpass start() {
        SettingsDraft draft = Settings.draft()
                .port(port)
                .region(region)
                .account(account)
                .provisioning(
                        provisioning.orElse(descriptions.isEmpty() ? Settings.DEFAULTS.provisioning() : Duration.ZERO))
                .drain(drain)
                .ioThreads(ioThreads)
                .transport(transport)
                .linkIdle(linkIdle)
                .strict(strict)
                .accountThrottle(accountThrottle)
                .nodes(nodes)
                .tls(tls)
                .services(services)
                .accessLog(accessLog)
                .openListeners(openListeners)
                .targetAddresses(targetAddresses);
        trust.ifPresent(draft::trust);
        Settings settings = draft.settings();
        try {
            return described(Underpass.start(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Underpass described(Underpass underpass) {
        try {
            descriptions.stream()
                    .map(underpass::apply)
                    .toList()
                    .forEach(applied -> underpass.awaitReady(applied, Duration.ofSeconds(PATIENCE_SECONDS)));
            if (!descriptions.isEmpty()) {
                underpass.beginHere();
            }
            return underpass;
        } catch (RuntimeException e) {
            underpass.close();
            throw e;
        }
    }
}
