package io.underpass.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.Ids;
import io.underpass.emulator.assembly.Assembly;
import io.underpass.emulator.assembly.ControlThread;
import io.underpass.emulator.assembly.Foundation;
import io.underpass.emulator.assembly.TargetConnections;
import io.underpass.emulator.assembly.TlsParts;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.description.Applied;
import io.underpass.emulator.description.Description;
import io.underpass.emulator.description.DescriptionFailure;
import io.underpass.emulator.description.Descriptions;
import io.underpass.emulator.description.ImportedApi;
import io.underpass.emulator.description.Mistake;
import io.underpass.emulator.edge.AdminService;
import io.underpass.emulator.edge.AuthorityService;
import io.underpass.emulator.edge.Edge;
import io.underpass.emulator.edge.MetricsService;
import io.underpass.emulator.edge.SetupService;
import io.underpass.emulator.edge.StateService;
import io.underpass.emulator.edge.WorldService;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.init.InitStatus;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.listeners.ListenersService;
import io.underpass.emulator.listeners.OpenListener;
import io.underpass.emulator.listeners.OpenListeners;
import io.underpass.emulator.logs.LogWriter;
import io.underpass.emulator.node.FollowingNodes;
import io.underpass.emulator.node.NodeEndpoint;
import io.underpass.emulator.node.NodeRegistry;
import io.underpass.emulator.tls.BucketDirectory;
import io.underpass.emulator.tls.EdgeIdentities;
import io.underpass.emulator.tls.LocalAuthority;
import io.underpass.emulator.tls.OriginSecurity;
import io.underpass.emulator.tls.TlsThread;
import io.underpass.emulator.world.World;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A running emulator.
 *
 * <pre>{@code
 * try (Underpass underpass = Underpass.builder().port(0).start()) {
 *     ApiGatewayClient client = ApiGatewayClient.builder().endpointOverride(underpass.endpoint())...
 * }
 * }</pre>
 *
 * <p>Threads: safe. {@link #close} waits for running requests and must not be called from an event loop. Once it is closed,
 * what would change it or read its state throws IllegalStateException.
 */
public final class Underpass implements AutoCloseable {

    /** How long a client may keep an idle connection: longer than an ALB's 60 seconds; AWS documents no figure (a guess). */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(350);

    private static final int RETRY_LISTENERS_SECONDS = 5;

    /** The time of those outside of the emulated world: what nodes are heard of by, clients that look at certificates. */
    private static final InstantSource MACHINE = InstantSource.system();

    private final Settings settings;
    private final Instant startedAt = Instant.now();
    private final Foundation foundation;
    private final VirtualClock clock;
    private final LogWriter logs;
    private final ControlThread controlThread = new ControlThread();
    private final NodeRegistry nodes;
    private final Assembly assembly;
    private final Descriptions descriptions;
    private final InitStatus init = new InitStatus();
    private final Journal journal;
    private final World world;
    private final TlsThread tlsThread = new TlsThread();
    private final EdgeIdentities identities;
    private final HttpListener listener;
    private final Optional<OpenListeners> door;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Underpass(Settings settings) throws IOException {
        this.settings = settings;
        foundation = Foundation.open(settings);
        EventLoops loops = foundation.loops();
        TargetConnections targets = foundation.targets();
        logs = foundation.logs();
        Ids ids = foundation.ids();
        clock = new VirtualClock(loops);
        journal = new Journal(settings.journalEntries(), clock, ids);
        nodes = new NodeRegistry(
                settings.nodes(),
                settings.defaultScope(),
                targets,
                settings.journalEntries(),
                journal,
                MACHINE,
                targets::http2);
        LocalAuthority authority = new LocalAuthority(settings.state(), settings.tls(), tlsThread, MACHINE);
        OriginSecurity security = new OriginSecurity(settings.tls().trusted(), authority, tlsThread, clock);
        assembly = new Assembly(
                settings,
                foundation,
                nodes,
                clock,
                new TlsParts(
                        authority, security, new BucketDirectory(settings.tls().truststores()), tlsThread));
        descriptions = new Descriptions(assembly::controlCalls, settings.defaultScope(), this::endpoint, controlThread);
        identities = new EdgeIdentities(
                authority,
                tlsThread,
                name -> assembly.gateway().domainName(name),
                assembly::certificateOf,
                assembly::loadBalancerIdentity,
                MACHINE);
        world = new World(
                assembly.state(), assembly.faultSites(), this::forgetRequests, journal, clock, controlThread::call);
        nodes.hitBy(world.faults(), controlThread);
        clock.followedBy(new FollowingNodes(nodes, controlThread, loops.next()));
        clock.whenSetBack(now -> {
            nodes.goBy(clock.shown()); // They hear of it at once with that they are to forget.
            return controlThread.submit(() -> assembly.forget(now));
        });
        door = settings.openListeners()
                ? Optional.of(new OpenListeners(
                        loops,
                        assembly.fleet(),
                        found -> nodes.placements().service(found),
                        targets.bare(),
                        arn -> Optional.of(assembly.listenerIdentities().of(arn)),
                        journal,
                        settings.drain()))
                : Optional.empty();
        Edge edge = new Edge(
                assembly::gateway,
                assembly.fleet(),
                found -> nodes.placements().service(found),
                assembly::services,
                new AdminService(
                        journal,
                        this::health,
                        this::info,
                        new StateService(assembly.state(), controlThread),
                        new NodeEndpoint(nodes, settings.nodes(), controlThread),
                        new AuthorityService(identities::authorityPem),
                        new MetricsService(() -> assembly.metrics(logs.dropped()), controlThread),
                        new ListenersService(this::listeners),
                        controlThread,
                        new SetupService(descriptions, assembly::routes, init, controlThread),
                        new WorldService(world, controlThread)),
                settings.allowedHosts(),
                settings.defaultScope(),
                controlThread,
                ids,
                nodes::signingKey);
        try {
            assembly.state().restore();
            door.ifPresent(open -> assembly.whenPublished(open::follow));
            door.ifPresent(this::retryLater);
            listener = HttpListener.bind(
                    loops,
                    address(settings),
                    edge,
                    journal,
                    ListenerSettings.defaults().withIdleTimeout(IDLE_TIMEOUT).withIdentities(identities));
            controlThread.execute(assembly::prepare);
        } catch (IOException e) {
            release();
            throw e;
        }
    }

    /** Describes an emulator that is to be started. */
    public static UnderpassBuilder builder() {
        return new UnderpassBuilder();
    }

    /**
     * Starts an emulator.
     *
     * @throws IOException if the edge port cannot be listened on, or the state not be kept; the message says what to do
     */
    public static Underpass start(Settings settings) throws IOException {
        return new Underpass(settings);
    }

    /** Where the AWS endpoint and the APIs are reached, by an address that works on this machine. */
    public URI endpoint() {
        InetSocketAddress address = listener.address();
        HostAndPort reachable = address.getAddress().isAnyLocalAddress()
                ? HostAndPort.of("127.0.0.1", address.getPort())
                : HostAndPort.of(address);
        return URI.create("http://" + reachable);
    }

    /** The region of calls that name none. */
    public String region() {
        return settings.region();
    }

    /** The account of calls that name none, twelve digits. */
    public String accountId() {
        return settings.account();
    }

    /** An access key that works; any other does as well. */
    public String accessKey() {
        return "test";
    }

    /** The secret that goes with {@link #accessKey}. */
    public String secretKey() {
        return "test";
    }

    /** Where the stage {@code stage} of the REST API {@code apiId} is invoked; without a slash at its end. */
    public URI invokeUrl(String apiId, String stage) {
        return endpoint().resolve("/restapis/" + apiId + "/" + stage + "/_user_request_");
    }

    /** Where the stage {@code stage} of the REST API {@code apiId} is invoked, in another form. */
    public URI invokeUrl(String apiId, String stage, InvokeForm form) {
        return form.of(endpoint(), settings.region(), apiId, stage);
    }

    /** Everything that the control APIs have made, as a document that {@link #restore} takes. */
    public String export() {
        return whileOpen(world::export);
    }

    /**
     * Puts what {@link #export} gave in the place of everything that the control APIs have made, all of it or nothing.
     * What requests have left behind stays: see {@link #reset(String)}.
     *
     * @throws IllegalArgumentException if it is no such document; the message names the place
     */
    public void restore(String document) {
        runWhileOpen(() -> world.restore(document));
    }

    /**
     * As it was at the start: what the emulator was started with is there, or what there was at {@link #beginHere};
     * everything else that the control APIs have made is gone. What requests have left behind is forgotten (the Journal,
     * counters, caches, used quotas, whose turn it is); nothing goes wrong on purpose any more, and it is now. Targets that
     * stay are not new: their health is not forgotten.
     */
    public void reset() {
        runWhileOpen(world::reset);
    }

    /**
     * As {@link #reset()}, but with what {@link #export} gave.
     *
     * @throws IllegalArgumentException if it is no such document; nothing has changed then
     */
    public void reset(String document) {
        runWhileOpen(() -> world.reset(document));
    }

    /** {@link #reset()} goes back to what the control APIs have made until now. */
    public void beginHere() {
        runWhileOpen(world::beginHere);
    }

    /**
     * {@link #reset()} goes back to what it went back to before, but for what bears a tag: that will be as it is now. What is
     * made of a description bears {@link Description#TAG} with its name, what of a document with a source {@link
     * ImportedApi#SOURCE_TAG}.
     */
    public void beginAlsoWithTagged(String tag, String value) {
        runWhileOpen(() -> world.beginAlsoWithTagged(tag, value));
    }

    /**
     * Forgets what requests have left behind, as {@link #reset()} does; what the control APIs have made stays, and the time.
     */
    public void forget() {
        runWhileOpen(world::forget);
    }

    /** The time, to be moved. */
    public VirtualClock clock() {
        return clock;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return world.faults();
    }

    /**
     * Makes links, load balancers and APIs like {@code description}, by the same operations that the AWS endpoint has, and
     * removes what an earlier description of that name had. Again: no effect. Each kind of them changes at once, APIs
     * last; where anything is refused nothing has changed. Answers before new links and load balancers serve, see {@link
     * #awaitReady}.
     *
     * @throws DescriptionFailure if it cannot be applied; it names everything that is wrong
     */
    public Applied apply(Description description) {
        return whileOpen(() -> descriptions.apply(description));
    }

    /** What {@link #apply} would refuse of {@code description}; empty where it would not. Changes nothing. */
    public List<Mistake> mistakes(Description description) {
        return whileOpen(() -> descriptions.mistakes(description));
    }

    /** How far the files and scripts have come that the emulator was started with. */
    public InitStatus init() {
        return init;
    }

    /**
     * Makes a REST API from an OpenAPI or Swagger document, JSON or YAML, and deploys it; an API of that name is
     * overwritten.
     *
     * @throws io.underpass.aws.AwsError if the document is refused; nothing has changed
     */
    public ImportedApi importOpenApi(String document, String stage) {
        return whileOpen(() -> descriptions.importOpenApi(document, stage, Optional.empty()));
    }

    /**
     * As the other, for a document that may have been imported before and changed since: the API that was made of it then is
     * overwritten, whatever it is called now. Where it is to have another id it is made anew.
     *
     * @param source what the document is known by, the path of its file for instance
     * @throws io.underpass.aws.AwsError if the document is refused; nothing has changed
     */
    public ImportedApi importOpenApi(String document, String stage, String source) {
        return whileOpen(() -> descriptions.importOpenApi(document, stage, Optional.of(source)));
    }

    /** Removes the API that was made of the document with this source, if there is one. */
    public void removeImported(String source) {
        runWhileOpen(() -> descriptions.removeImported(source));
    }

    /**
     * Waits until links and load balancers serve and the health of targets was looked at.
     *
     * @param applied what {@link #apply} answered
     * @param time how long to wait, by the real clock; on a machine that stands still meanwhile, up to five times as long
     * @return whether it came about
     */
    public boolean awaitReady(Applied applied, Duration time) {
        return whileOpen(() -> descriptions.awaitReady(applied, time));
    }

    /**
     * Waits until the health of all targets in use was looked at. A target that does not answer is found unhealthy only
     * after several checks.
     *
     * @param time how long to wait, by the real clock; on a machine that stands still meanwhile, up to five times as long
     * @return whether it came about
     */
    public boolean awaitHealth(Duration time) {
        return whileOpen(() -> descriptions.awaitHealth(time));
    }

    /** What decided what during the last exchanges. */
    public Journal journal() {
        return journal;
    }

    /** The listeners of load balancers that are bound on this machine; none unless that was asked for. */
    public List<OpenListener> listeners() {
        return door.map(OpenListeners::listed).orElse(List.of());
    }

    /** Stops accepting, lets running requests finish within the drain time, and frees everything. Again: no effect. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            controlThread.execute(nodes::release);
        } catch (RejectedExecutionException e) {
            // The queue is full: nodes notice that the connection ends.
        }
        try {
            listener.drain(settings.drain())
                    .toCompletableFuture()
                    .get(settings.drain().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What has not finished by now is cut below.
        }
        listener.close();
        release();
    }

    private void runWhileOpen(Runnable call) {
        whileOpen(() -> {
            call.run();
            return true;
        });
    }

    private <T> T whileOpen(Supplier<T> call) {
        try {
            return call.get();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(
                    closed.get() ? "Underpass is closed" : "too many control calls are waiting", e);
        }
    }

    private void forgetRequests(Instant now) {
        assembly.forget(now);
        logs.forget();
    }

    /** A port that another process held may be free by now. */
    private void retryLater(OpenListeners open) {
        try {
            foundation
                    .loops()
                    .next()
                    .schedule(
                            () -> {
                                retryLater(open);
                                controlThread.execute(open::retry);
                            },
                            RETRY_LISTENERS_SECONDS,
                            TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The event loops have ended, and everything with them.
        }
    }

    private void release() {
        controlThread.close();
        door.ifPresent(OpenListeners::close);
        tlsThread.close();
        assembly.close();
        foundation.close();
    }

    /** What the event loops run on. */
    public Transport transport() {
        return foundation.loops().transport();
    }

    private ObjectNode health() {
        return StatusJson.health(closed.get() ? "stopping" : "running", init.isStarting());
    }

    private ObjectNode info() {
        return StatusJson.info(settings, endpoint(), transport(), startedAt, MACHINE.instant());
    }

    private static InetSocketAddress address(Settings settings) throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(settings.bindAddress()), settings.port());
        } catch (UnknownHostException e) {
            throw new BindException("cannot listen on '" + settings.bindAddress() + "': the name has no address");
        }
    }
}
