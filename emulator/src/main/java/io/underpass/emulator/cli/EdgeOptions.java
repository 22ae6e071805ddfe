package io.underpass.emulator.cli;

import io.underpass.emulator.Settings;
import io.underpass.emulator.Underpass;
import io.underpass.wire.Transport;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that {@code start} and {@code demo} share. Threads: confined to the main thread. */
final class EdgeOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + Settings.DEFAULT_PORT,
            description = "The edge port; 0 picks a free one. Default: ${DEFAULT-VALUE}. [UNDERPASS_PORT]")
    private int port;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            defaultValue = Settings.DEFAULT_BIND_ADDRESS,
            description = "The address to listen on. Default: ${DEFAULT-VALUE}. [UNDERPASS_BIND_ADDRESS]")
    private String bindAddress = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = Settings.DEFAULT_REGION,
            description = "The region of calls that name none. Default: ${DEFAULT-VALUE}. [UNDERPASS_REGION]")
    private String region = "";

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            defaultValue = Settings.DEFAULT_ACCOUNT,
            description = "The account, twelve digits. Default: ${DEFAULT-VALUE}. [UNDERPASS_ACCOUNT]")
    private String account = "";

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            split = ",",
            description = "A further name under which the control APIs answer; may be repeated."
                    + " [UNDERPASS_ALLOWED_HOST]")
    private Set<String> allowedHosts = new HashSet<>();

    @Option(
            names = "--journal-entries",
            paramLabel = "COUNT",
            defaultValue = "" + Settings.DEFAULT_JOURNAL_ENTRIES,
            description = "How many exchanges the Journal remembers. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_JOURNAL_ENTRIES]")
    private int journalEntries;

    @Mixin
    private ProcessOptions process = new ProcessOptions();

    @Option(
            names = "--provisioning-time",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "How long VPC links and load balancers take to be made, and links to go: 0, 500ms, 1s, 2m."
                    + " Default: ${DEFAULT-VALUE}. [UNDERPASS_PROVISIONING_TIME]")
    private Duration provisioning = Settings.DEFAULT_PROVISIONING;

    @Option(
            names = "--link-idle-time",
            paramLabel = "TIME",
            defaultValue = "60d",
            description = "After how long without traffic a VPC link is INACTIVE; 0 for never."
                    + " Default: ${DEFAULT-VALUE}. [UNDERPASS_LINK_IDLE_TIME]")
    private Duration linkIdle = Settings.DEFAULT_LINK_IDLE;

    @Option(
            names = "--strict",
            description = "Subnets and security groups that links and load balancers name must have been created."
                    + " [UNDERPASS_STRICT]")
    private boolean strict;

    @Option(
            names = "--account-throttle",
            description = "AWS's limit for all APIs of an account in a region holds: 10000 requests a second, 5000 at"
                    + " once. [UNDERPASS_ACCOUNT_THROTTLE]")
    private boolean accountThrottle;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "How sockets are watched: ${CANDIDATES}. Default: the cheapest that this machine"
                    + " offers. [UNDERPASS_TRANSPORT]")
    private @Nullable Transport transport;

    @Mixin
    private LambdaOptions lambda = new LambdaOptions();

    @Option(
            names = "--fallback-endpoint",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "Who answers for the other AWS services that integrations call." + " [UNDERPASS_FALLBACK_ENDPOINT]")
    private String fallbackEndpoint = "";

    @Option(
            names = "--access-log",
            paramLabel = "DIR|-",
            defaultValue = "-",
            description = "Where stages and load balancers write the logs they are set to: files below DIR, or - for"
                    + " the standard output. Default: ${DEFAULT-VALUE}. [UNDERPASS_ACCESS_LOG]")
    private String accessLog = "-";

    @Option(
            names = "--open-listeners",
            description =
                    "Binds every listener of every load balancer on a free port of 127.0.0.1 as well, internal ones"
                            + " too; GET /_underpass/listeners lists them, and the tag underpass:port of a listener or load"
                            + " balancer fixes the port. [UNDERPASS_OPEN_LISTENERS]")
    private boolean openListeners;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Mixin
    private NodeOptions nodes = new NodeOptions();

    @Mixin
    private TlsOptions tls = new TlsOptions();

    /**
     * Starts an emulator with these settings.
     *
     * @param state the directory that keeps its state; null for none
     * @throws IOException if the address cannot be listened on, or the state not be kept; the message says what to do
     */
    Underpass start(@Nullable Path state) throws IOException {
        Settings settings = settings(state);
        try {
            return Underpass.start(settings);
        } catch (BindException e) {
            String remedy = String.valueOf(e.getMessage()).contains("in use")
                    ? "; stop what listens there, or choose another port with --port PORT (0 picks a free one)"
                    : "; give an address of this machine with --bind-address ADDRESS";
            throw new IOException(e.getMessage() + remedy, e);
        }
    }

    private String accessLog() {
        return accessLog.equals("-")
                ? accessLog
                : GivenPath.futureDirectory("--access-log", Path.of(accessLog)).toString();
    }

    /** The settings; a value out of range is wrong usage. */
    private Settings settings(@Nullable Path state) {
        try {
            return Settings.draft()
                    .bindAddress(bindAddress)
                    .port(port)
                    .region(region)
                    .account(account)
                    .allowedHosts(HostNames.checked(allowedHosts))
                    .journalEntries(journalEntries)
                    .drain(process.drain())
                    .ioThreads(process.ioThreads())
                    .provisioning(provisioning)
                    .linkIdle(linkIdle)
                    .strict(strict)
                    .accountThrottle(accountThrottle)
                    .transport(Optional.ofNullable(transport))
                    .state(Optional.ofNullable(state))
                    .nodes(nodes.settings())
                    .tls(tls.settings())
                    .services(lambda.endpoints(fallbackEndpoint))
                    .trust(trust.settings(account))
                    .accessLog(accessLog())
                    .openListeners(openListeners)
                    .targetAddresses(targets.addresses())
                    .settings();
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
