package io.underpass.emulator.assembly;

import io.netty.channel.EventLoop;
import io.underpass.acm.control.AcmOperations;
import io.underpass.acm.control.CertificateReferences;
import io.underpass.acm.model.CertificateState;
import io.underpass.alb.TargetStates;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.control.AlbReferences;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.BalancerCounts;
import io.underpass.alb.data.DeregistrationDelays;
import io.underpass.alb.data.HealthChecker;
import io.underpass.alb.data.ListenerIdentities;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.LoadBalancerMetrics;
import io.underpass.alb.data.LoadBalancerTargets;
import io.underpass.alb.data.Observers;
import io.underpass.alb.data.Timer;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.Ids;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.control.LocalCalls;
import io.underpass.aws.control.Operation;
import io.underpass.aws.query.QueryFlavour;
import io.underpass.aws.query.QueryService;
import io.underpass.aws.restjson.JsonTargetService;
import io.underpass.aws.restjson.RestJsonService;
import io.underpass.aws.restjson.Route;
import io.underpass.emulator.Settings;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.description.ControlCalls;
import io.underpass.emulator.edge.AwsServices;
import io.underpass.emulator.edge.TestInvocations;
import io.underpass.emulator.faults.FaultSites;
import io.underpass.emulator.logs.CapacityUnits;
import io.underpass.emulator.logs.LoadBalancerMetricsText;
import io.underpass.emulator.logs.LogWriter;
import io.underpass.emulator.logs.MetricsText;
import io.underpass.emulator.logs.NetworkMetricsText;
import io.underpass.emulator.node.NodeRegistry;
import io.underpass.emulator.node.PlacedTargetStates;
import io.underpass.emulator.routes.RouteTable;
import io.underpass.emulator.services.FallbackServices;
import io.underpass.emulator.services.InvokeApi;
import io.underpass.emulator.state.Domain;
import io.underpass.emulator.state.EmulatorState;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.compile.GatewayCompiler;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.control.ApiGatewayOperations;
import io.underpass.gateway.control.ApiReferences;
import io.underpass.gateway.data.AuthorizerDecisions;
import io.underpass.gateway.data.GatewayService;
import io.underpass.gateway.data.Metering;
import io.underpass.gateway.data.RequestIds;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.template.TemplateLimits;
import io.underpass.gateway.template.TemplateWorkers;
import io.underpass.network.compile.NetworkCompiler;
import io.underpass.network.compile.NetworkSnapshot;
import io.underpass.network.control.Ec2Operations;
import io.underpass.network.control.NetworkReferences;
import io.underpass.network.control.StsOperations;
import io.underpass.network.model.NetworkState;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.control.LinkReferences;
import io.underpass.vpclink.control.VpcLinkOperations;
import io.underpass.vpclink.control.VpcLinkSettings;
import io.underpass.vpclink.control.VpcLinkV1Operations;
import io.underpass.vpclink.data.LinkTraffic;
import io.underpass.vpclink.data.VpcLinkRouter;
import io.underpass.vpclink.model.VpcLinkState;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.ServerIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The domains, joined: networks, load balancers in them, the links that lead to those, and the APIs that use the links.
 *
 * <p>Threads: made on one thread, then safe.
 */
public final class Assembly implements AutoCloseable {

    /** Trace ids are made for every request, on event loops: from a generator without a lock. */
    private static final Ids TRACE_IDS =
            new RandomIds(() -> ThreadLocalRandom.current().nextLong());

    private static final int WORKER_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    private static final int WAITING_WORK = 500;
    private static final int HTTPS_PORT = 443;

    private final ControlState<NetworkState, NetworkSnapshot> networks;
    private final ControlState<AlbState, AlbSnapshot> albs;
    private final ControlState<VpcLinkState, VpcLinkSnapshot> links;
    private final ControlState<GatewayState, GatewaySnapshot> apis;
    private final ControlState<CertificateState, HeldCertificates> certificates;
    private final ListenerIdentities identities;
    private final NodeRegistry nodes;
    private final HealthChecker health;
    private final DeregistrationDelays delays;
    private final LoadBalancerMetrics balancerMetrics = new LoadBalancerMetrics();
    private final CapacityUnits capacityUnits = new CapacityUnits(InstantSource.system());
    private final TargetStates targetStates;
    private final LoadBalancerFleet fleet;
    private final TemplateWorkers workers = new TemplateWorkers(WORKER_THREADS, WAITING_WORK, TemplateLimits.DEFAULT);
    private final Late<GatewayService> gateway;
    private final FaultPoint linkFaults;
    private final LinkTraffic traffic;
    private final Late<AwsServices> services;
    private final Late<ControlCalls> controlCalls;
    private final EmulatorState state;
    private volatile Consumer<AlbState> door = published -> {};

    /**
     * Joins the domains.
     *
     * @param settings what can be set of them
     * @param foundation what they stand on
     * @param nodes the load balancers that run elsewhere
     * @param tls what certificates and TLS are made with
     */
    public Assembly(Settings settings, Foundation foundation, NodeRegistry nodes, VirtualClock clock, TlsParts tls) {
        TargetConnections targets = foundation.targets();
        InternetOrigins origins = new InternetConnections(targets, tls.origins());
        LogWriter logs = foundation.logs();
        Ids ids = foundation.ids();
        this.nodes = nodes;
        networks = new ControlState<>(NetworkState.EMPTY, new NetworkCompiler());

        EventLoop checkLoop = foundation.loops().next();
        Timer timer = clock.timer(checkLoop);
        InvokeApi functions =
                new InvokeApi(settings.services(), origins, InstantSource.system()); // signs what it sends
        FunctionTargets functionTargets = new FunctionTargets(functions);
        health = new HealthChecker(
                new LoadBalancerTargets(targets, this::fleet), functionTargets, checkLoop, timer, logs, clock);
        albs = new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
        certificates = new ControlState<>(
                CertificateState.EMPTY, new HeldCertificates.Compiler(), held -> nodes.follow(albs.state()));
        nodes.show(arn -> certificates.snapshot().find(arn));
        identities = new ListenerIdentities(
                albs::snapshot, arn -> certificates.snapshot().find(arn), tls.worker(), clock);
        fleet = new LoadBalancerFleet(
                health,
                targets,
                functionTargets,
                workers::run,
                TRACE_IDS,
                clock,
                AlbSettings.DEFAULT,
                settings.trust().authentication(origins),
                new Observers(balancerMetrics, logs, identities::certificateArn));
        health.whenFailed(fleet::targetFailed);
        health.hitAt(fleet.faults());
        fleet.reachBy(found -> nodes.placements().way(found));
        delays = new DeregistrationDelays(fleet, timer, clock);

        PlacedLinks placedLinks = new PlacedLinks(networks::state, settings.strict());
        traffic = new LinkTraffic(settings.linkIdle(), settings.provisioning(), clock.instant());
        links = new ControlState<>(VpcLinkState.EMPTY, new VpcLinkCompiler(placedLinks), traffic::follow);
        LinkedLoadBalancers linked = new LinkedLoadBalancers(fleet, nodes::placements, albs::state);
        VpcLinkRouter router = new VpcLinkRouter(
                links::snapshot, linked, new JudgedNetworks(networks::snapshot, albs::state), traffic, clock);

        linkFaults = router.faults();
        RoutedLinks routed =
                new RoutedLinks(router, new SecuredListeners(identities, tls.origins(), tls.worker(), clock, targets));
        apis = new ControlState<>(GatewayState.EMPTY, new GatewayCompiler());
        AuthorizerDecisions decisions = new AuthorizerDecisions(clock);
        Metering metering = Metering.of(clock, settings.accountThrottle());
        gateway = new Late<>(() -> new GatewayService(
                apis::snapshot,
                routed,
                origins,
                functions,
                new FallbackServices(settings.services(), origins, InstantSource.system()),
                workers,
                settings.trust().trust(decisions, clock),
                metering,
                logs,
                RequestIds.random(),
                clock));

        nodes.whenMoved(this::followHere);
        targetStates = new PlacedTargetStates(nodes, health, InstantSource.system());
        VpcLinkSettings linkSettings = VpcLinkSettings.DEFAULT.taking(settings.provisioning());
        LinkedIntegrations users = new LinkedIntegrations(apis::state);
        Late<List<Route<GatewayState>>> apiRoutes = new Late<>(() -> ApiGatewayOperations.routes(
                routed, new IssuedClientKeys(), decisions, metering.usage(), metering.caches()));
        Late<List<Route<VpcLinkState>>> linkRoutes =
                new Late<>(() -> VpcLinkOperations.routes(linkSettings, users, placedLinks, traffic));
        Late<List<Operation<AlbState>>> albOperations = new Late<>(() -> ElbV2Operations.operations(
                targetStates,
                new PlacedLoadBalancers(networks::state, settings.strict()),
                new ElbV2Settings(settings.provisioning(), ElbV2Settings.DEFAULTS.limits()),
                nodes,
                (scope, arn, now) -> links.state().holds(scope, arn, now),
                arn -> certificates.snapshot().find(arn),
                tls.files()));
        Late<List<Operation<CertificateState>>> certificateOperations = new Late<>(
                () -> AcmOperations.operations(tls.authority(), new ShownCertificates(albs::state, apis::state)));
        controlCalls = new Late<>(() -> new ControlCalls(
                new LocalCalls<>(certificates, certificateOperations.get(), ids, clock),
                new LocalCalls<>(albs, albOperations.get(), ids, clock),
                new LocalCalls<>(
                        links, linkRoutes.get().stream().map(Route::operation).toList(), ids, clock),
                new LocalCalls<>(
                        apis, apiRoutes.get().stream().map(Route::operation).toList(), ids, clock)));
        services = new Late<>(() -> new AwsServices(
                new RestJsonService<>(
                        "apigateway", apis, apiRoutes.get(), ApiGatewayOperations.unemulated(), ids, clock),
                new RestJsonService<>(
                        "apigateway",
                        links,
                        VpcLinkV1Operations.routes(linkSettings, users, linked),
                        List.of(),
                        ids,
                        clock),
                new RestJsonService<>(
                        "apigatewayv2", links, linkRoutes.get(), VpcLinkOperations.unemulated(), ids, clock),
                new RestJsonService<>(
                        "apigatewayv2", apis, ApiGatewayOperations.version2Routes(), List.of(), ids, clock),
                new QueryService<>(
                        "elbv2",
                        ElbV2Operations.NAMESPACE,
                        albs,
                        albOperations.get(),
                        ElbV2Operations.unemulated(),
                        ids,
                        clock),
                new QueryService<>(
                        QueryFlavour.EC2,
                        "ec2",
                        Ec2Operations.NAMESPACE,
                        networks,
                        Ec2Operations.operations(new AttachedInterfaces(links::snapshot, albs::state, clock)),
                        Ec2Operations.unemulated(),
                        ids,
                        clock),
                new QueryService<>(
                        "sts",
                        StsOperations.NAMESPACE,
                        networks,
                        StsOperations.operations(),
                        StsOperations.unemulated(),
                        ids,
                        clock),
                new JsonTargetService<>(
                        "acm",
                        AcmOperations.TARGET,
                        certificates,
                        certificateOperations.get(),
                        AcmOperations.unemulated(),
                        ids,
                        clock),
                new TestInvocations(gateway.get(), apis::state)));
        state = new EmulatorState(
                foundation.store(),
                List.of(
                        new Domain<>("acm", CertificateState.class, certificates, new CertificateReferences()),
                        new Domain<>("apigateway", GatewayState.class, apis, new ApiReferences()),
                        new Domain<>("apigatewayv2", VpcLinkState.class, links, new LinkReferences()),
                        new Domain<>("elbv2", AlbState.class, albs, new AlbReferences()),
                        new Domain<>("ec2", NetworkState.class, networks, new NetworkReferences())));
    }

    /** The state of all domains; to be restored before the first call. */
    public EmulatorState state() {
        return state;
    }

    /** Where something can be made to go wrong. */
    public FaultSites faultSites() {
        return new FaultSites(linkFaults, fleet.faults());
    }

    /** Forgets what requests have left behind for those from {@code now} on. */
    public void forget(Instant now) {
        gateway.get().forget();
        traffic.forget(now);
        fleet.forget();
        nodes.forgetRequests();
        capacityUnits.forget();
        health.forget();
    }

    /** The load balancers at work. */
    public LoadBalancerFleet fleet() {
        return fleet;
    }

    /** Who the listeners of load balancers that end TLS are to their clients. */
    public ListenerIdentities listenerIdentities() {
        return identities;
    }

    /** Who the internet-facing load balancer of that DNS name is: on port 443, else on its first port with TLS. */
    public Optional<CompletionStage<ServerIdentity>> loadBalancerIdentity(String dnsName) {
        return albs.snapshot()
                .byDnsName(dnsName)
                .filter(loadBalancer -> !loadBalancer.internal())
                .flatMap(loadBalancer -> loadBalancer.listeners().values().stream()
                        .filter(CompiledListener::secure)
                        .min(Comparator.comparing(listener -> listener.port() != HTTPS_PORT)))
                .map(listener -> identities.identity(listener.arn(), dnsName));
    }

    /** The certificate that a custom domain name names, if there is one by that ARN. */
    public Optional<DomainName.Certificate> certificateOf(DomainName domain) {
        return domain.certificateArns().values().stream()
                .flatMap(arn -> certificates.snapshot().find(arn).stream())
                .findFirst()
                .map(pair -> new DomainName.Certificate(pair.chain(), pair.privateKey()));
    }

    /** The REST APIs at work; made when first asked for, which {@link #prepare} does. */
    public GatewayService gateway() {
        return gateway.get();
    }

    /** The metrics of all stages and load balancers, as text; those of APIs that are gone are forgotten. */
    public String metrics(long droppedLogLines) {
        GatewayState current = apis.state();
        gateway().metrics().keepOnly(current.apis().keySet());
        SortedMap<String, BalancerCounts> counts = nodes.counts().with(balancerMetrics.all());
        return MetricsText.of(
                        gateway().metrics().read(),
                        id -> current.api(id).map(api -> api.api().name()).orElse(""),
                        droppedLogLines)
                + LoadBalancerMetricsText.of(counts, albs.snapshot(), targetStates, capacityUnits)
                + NetworkMetricsText.of(counts, albs.snapshot(), targetStates, capacityUnits);
    }

    /** Makes what the first calls and requests would wait for; takes its time. */
    public void prepare() {
        services.get();
        gateway().prepare();
    }

    /** The control APIs, made when first asked for: they are many operations. */
    public AwsServices services() {
        return services.get();
    }

    /** Where requests go. */
    public RouteTable routes() {
        return new RouteTable(apis.state(), links.state(), albs.state());
    }

    /** The control APIs that descriptions are applied by. */
    public ControlCalls controlCalls() {
        return controlCalls.get();
    }

    /**
     * Names who is told of load balancers after each publication; he is told of those that there are at once.
     *
     * @param follower called on the control thread, the first time on the caller's
     */
    public void whenPublished(Consumer<AlbState> follower) {
        door = follower;
        follower.accept(albs.state());
    }

    private void published(AlbSnapshot snapshot) {
        nodes.follow(albs.state());
        fleet.follow(snapshot);
        followHere();
        door.accept(albs.state());
    }

    /** Targets of load balancers on nodes are the nodes' affair: perhaps nobody else reaches them. */
    private void followHere() {
        AlbSnapshot here = albs.snapshot().without(nodes.placements().elsewhere());
        health.follow(here);
        delays.follow(here);
    }

    /** Ends health checks, deregistration delays and the workers. */
    @Override
    public void close() {
        workers.close();
        delays.close();
        health.close();
    }
}
