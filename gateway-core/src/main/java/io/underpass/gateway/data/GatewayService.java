package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.AwsServices;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.PrivateLinks;
import io.underpass.gateway.StageLogs;
import io.underpass.gateway.Workers;
import io.underpass.gateway.compile.CustomDomain;
import io.underpass.gateway.compile.CustomDomains;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.model.DomainName;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.HttpService;
import io.underpass.wire.InProcessUpstream;
import io.underpass.wire.WholeResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Serves the deployed stages of all APIs. Each request runs through the same phases in AWS's order, against the
 * snapshot that was current when it arrived.
 *
 * <p>Threads: safe; each exchange is confined to its event loop.
 */
public final class GatewayService {

    private final Supplier<GatewaySnapshot> snapshot;
    private final RequestIds ids;
    private final InstantSource clock;
    private final GatewayResponses responses;
    private final Breakdown breakdown;
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final Authorize authorize;
    private final Trust trust;
    private final Metering metering;
    private final List<Phase> phases;
    private final int testedFrom;
    private final CustomDomainAnswers customDomains = new CustomDomainAnswers(this::handle);
    private final BiConsumer<Invocation, Outcome> continuation = this::proceed;

    /**
     * Serves what {@code snapshot} gives.
     *
     * @param snapshot read once for each request
     * @param links where private integrations lead
     * @param origins where the other ones with a server lead
     * @param functions the Lambda functions that integrations and authorizers call
     * @param services the other AWS services
     * @param workers do what would hold up an event loop
     * @param trust what decides who may pass
     * @param metering what requests leave behind for later ones
     * @param logs takes what stages log
     */
    public GatewayService(
            Supplier<GatewaySnapshot> snapshot,
            PrivateLinks links,
            InternetOrigins origins,
            LambdaFunctions functions,
            AwsServices services,
            Workers workers,
            Trust trust,
            Metering metering,
            StageLogs logs,
            RequestIds ids,
            InstantSource clock) {
        this.snapshot = snapshot;
        this.ids = ids;
        this.trust = trust;
        this.metering = metering;
        this.clock = clock;
        ResponseFields responseFields = new ResponseFields(clock);
        this.responses = new GatewayResponses(responseFields);
        this.breakdown = new Breakdown(responses);
        OffLoop offLoop = new OffLoop(workers);
        Observe observe = new Observe(logs, metrics);
        Phase takePlan = new TakePlan();
        this.authorize = new Authorize(trust, functions, offLoop, ids, clock);
        this.phases = List.of(
                new ResolveApi(trust.vpcEndpoints()),
                new CheckLimits(),
                new ResolveStage(metering.draw()),
                observe::stage,
                new MatchRoute(),
                observe::method,
                authorize,
                new Meter(metering, clock),
                takePlan,
                new ReceiveBody(),
                new DecompressBody(offLoop),
                Observe::execution,
                new ValidateRequest(offLoop),
                new ReadCache(metering.cache(), responseFields),
                new MapRequest(ids, offLoop),
                new Integrate(
                        links,
                        origins,
                        services,
                        new ProxyToFunction(functions, ids, offLoop),
                        new CallFunction(functions, ids),
                        offLoop),
                new MapResponse(responseFields, offLoop));
        this.testedFrom = phases.indexOf(takePlan);
    }

    /** Makes what the first request would wait for; takes its time. */
    public void prepare() {
        metering.prepare();
        trust.decisions().prepare();
    }

    /** Forgets what requests have left behind: cached answers and decisions, used quotas and tokens, and what was counted. */
    public void forget() {
        metering.forget();
        trust.decisions().forget();
        trust.userPools().forget();
        metrics.keepOnly(Set.of());
    }

    /** How many requests there were, and how they went. */
    public GatewayMetrics metrics() {
        return metrics;
    }

    /** Executes a method for whoever tests it: the phases of any request, less those that ask who may call it. */
    public void test(TestInvocation test) {
        RequestIdentity identity = RequestIdentity.of(test.request().head(), ids);
        new InProcessUpstream(exchange -> {
                    Invocation invocation = new Invocation(
                            exchange, test.address(), snapshot.get(), identity, clock.millis(), continuation);
                    test.prepare(invocation);
                    invocation.skipPhases(testedFrom);
                    proceed(invocation, Outcome.NEXT);
                })
                .send(test.request(), test);
    }

    /**
     * Asks an authorizer for whoever tests it: of {@code test}, which is of a method that it guards, the one phase that
     * does so. A decision against the request is a decision, and the status of the result then 200.
     */
    public void testAuthorizer(TestInvocation test, String authorizerId) {
        RequestIdentity identity = RequestIdentity.of(test.request().head(), ids);
        new InProcessUpstream(exchange -> {
                    Invocation invocation = new Invocation(
                            exchange, test.address(), snapshot.get(), identity, clock.millis(), this::decided);
                    test.prepare(invocation);
                    test.asks(authorizerId);
                    try {
                        decided(invocation, authorize.run(invocation));
                    } catch (Throwable e) {
                        breakdown.end(invocation, e);
                    }
                })
                .send(test.request(), test);
    }

    /** Never throws. */
    private void decided(Invocation invocation, Outcome outcome) {
        if (outcome instanceof Outcome.Later) {
            return;
        }
        if (outcome instanceof Outcome.Reply reply
                && invocation.access().decision().isEmpty()) {
            proceed(invocation, reply);
        } else if (outcome instanceof Outcome.Broken) {
            proceed(invocation, outcome);
        } else {
            invocation.release();
            WholeResponse.of(HttpResponseStatus.OK, new FieldList(), new byte[0])
                    .sendTo(invocation.exchange());
        }
    }

    /** Takes over one exchange, as {@link HttpService#handle} does, whose address the caller has read. */
    public void handle(Exchange exchange, InvokeAddress address) {
        RequestIdentity identity = RequestIdentity.of(exchange.request(), ids);
        exchange.trail().note(TrailSteps.REQUEST_ID, identity.requestId());
        Invocation invocation =
                new Invocation(exchange, address, snapshot.get(), identity, clock.millis(), continuation);
        proceed(invocation, Outcome.NEXT);
    }

    /**
     * Takes over one exchange, as {@link HttpService#handle} does, if its host is a custom domain name.
     *
     * @return whether it was taken over
     */
    public boolean handleCustomDomain(Exchange exchange) {
        CustomDomains domains = snapshot.get().domains();
        return !domains.isEmpty() && customDomains.handle(exchange, domains);
    }

    /** The custom domain name that {@code host}, in lower case and without a port, is now. */
    public Optional<DomainName> domainName(String host) {
        return snapshot.get().domains().find(host).map(CustomDomain::source);
    }

    /** A phase that waited comes back here through {@link Invocation#resume}. Never throws. */
    private void proceed(Invocation invocation, Outcome last) {
        if (last instanceof Outcome.Broken broken) {
            breakdown.end(invocation, broken.cause());
            return;
        }
        try {
            runPhases(invocation, last);
        } catch (Throwable e) {
            breakdown.end(invocation, e);
        }
    }

    /** Runs phases until one answers or waits. */
    private void runPhases(Invocation invocation, Outcome last) {
        Outcome outcome = last;
        while (outcome instanceof Outcome.Next) {
            int next = invocation.takePhase();
            if (next == phases.size()) {
                return;
            }
            outcome = phases.get(next).run(invocation);
        }
        if (outcome instanceof Outcome.Reply reply) {
            invocation.failedWith(reply.fault());
            invocation.release();
            responses.send(invocation, reply.fault());
        }
    }
}
