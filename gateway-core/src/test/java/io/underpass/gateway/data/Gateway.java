package io.underpass.gateway.data;

import io.netty.channel.embedded.EmbeddedChannel;
import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import io.underpass.aws.sigv4.AccessKey;
import io.underpass.aws.sigv4.AccessKeys;
import io.underpass.gateway.AwsServices;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.StageLogs;
import io.underpass.gateway.Workers;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.GatewayCompiler;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.compile.MethodUnderTest;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.gateway.model.GatewayState;
import io.underpass.wire.FakeExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A gateway in front of one {@link FakeBackend}, with identifiers and time held still. Its API is {@code abc}, its
 * stage {@code dev}.
 *
 * <p>Threads: one.
 */
final class Gateway {

    static final String REQUEST_ID = "01234567-89ab-4cde-8f01-23456789abcd";
    static final String EXTENDED_ID = "OkTz-Fm25PgFdlg=";
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

    static final AccessKeys KEYS = AccessKeys.of(List.of(
            AccessKey.ofUser("test", "test", "000000000000"),
            AccessKey.ofUser("AKIAOTHER", "other", "111122223333"),
            new AccessKey(
                    "ASIAROLE",
                    "role",
                    Arn.parse("arn:aws:sts::000000000000:assumed-role/reader/session")
                            .orElseThrow())));

    private static final RequestIds IDS = new RequestIds() {
        @Override
        public String requestId() {
            return REQUEST_ID;
        }

        @Override
        public String extendedRequestId() {
            return EXTENDED_ID;
        }

        @Override
        public String hex(int length) {
            return "a".repeat(length);
        }
    };

    final FakeBackend backend = new FakeBackend();
    final FakeFunctions functions = new FakeFunctions();
    Instant now = NOW;
    final AuthorizerDecisions decisions = new AuthorizerDecisions(() -> now);
    AwsServices services = AwsServices.NONE;
    int readingsOfTheClockThatFail;

    /** Does everything at once, unless a test says otherwise. */
    Executor workers = Runnable::run;

    private final Map<String, List<String>> logged = new HashMap<>();
    private final GatewayService service;

    private final GatewayCompiler compiler = new GatewayCompiler();
    private GatewayState state = GatewayState.EMPTY;
    private GatewaySnapshot snapshot;
    double draw;
    final Metering metering;

    Gateway(GatewaySnapshot snapshot) {
        this(snapshot, false);
    }

    private Gateway(GatewaySnapshot first, boolean accountThrottled) {
        snapshot = first;
        metering = new Metering(() -> now, () -> draw, accountThrottled);
        service = new GatewayService(
                () -> snapshot,
                backend,
                this::origin,
                functions,
                this::service,
                new AtOnce(),
                new Trust(KEYS, decisions, new UserPools(userPools(), this::now), Map.of("vpce-0a1b", "vpc-1")),
                metering,
                this::write,
                IDS,
                this::now);
    }

    private final class AtOnce implements Workers {
        @Override
        public <T> void run(
                Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
            try {
                workers.execute(() -> {
                    T result = work.get();
                    loop.execute(() -> then.accept(result));
                });
            } catch (RejectedExecutionException e) {
                then.accept(failed.apply("too much waits for the workers"));
            }
        }
    }

    private Resolution origin(Endpoint endpoint, boolean insecureSkipVerification, Optional<ClientCertificate> shown) {
        return backend.reached(endpoint);
    }

    private void write(StageLogs.Log log, List<String> lines) {
        logged.computeIfAbsent(log.group(), unused -> new ArrayList<>()).addAll(lines);
    }

    /** What was written to the log group {@code name}. */
    List<String> logged(String name) {
        return logged.getOrDefault(name, List.of());
    }

    /** Executes a method for whoever tests it. */
    TestInvocation.Result test(
            MethodUnderTest method, String pathWithQuery, Map<String, List<String>> headers, String body) {
        List<TestInvocation.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        service.test(new TestInvocation(
                method,
                pathWithQuery,
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                channel.eventLoop(),
                results::add));
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
        return results.get(0);
    }

    /** Asks an authorizer of {@code api} for whoever tests it. */
    TestInvocation.Result testAuthorizer(
            ApiState api, String id, String pathWithQuery, Map<String, List<String>> headers) {
        List<TestInvocation.Result> results = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        MethodUnderTest guarded =
                MethodUnderTest.guardedBy(api, api.definitions().authorizers().get(id), Map.of());
        service.testAuthorizer(
                new TestInvocation(guarded, pathWithQuery, headers, new byte[0], channel.eventLoop(), results::add),
                id);
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
        return results.get(0);
    }

    GatewayMetrics metrics() {
        return service.metrics();
    }

    private Resolution service(Scope scope, String name, String region) {
        return services.resolve(scope, name, region);
    }

    private Instant now() {
        if (readingsOfTheClockThatFail > 0) {
            readingsOfTheClockThatFail--;
            throw new IllegalStateException("the clock stands still");
        }
        return now;
    }

    /** The user pool {@code us-east-1_pool} and its keys. */
    private static Map<String, URI> userPools() {
        return Map.of("us-east-1_pool", UserPoolTokens.JWKS.toUri());
    }

    /** A gateway with all that {@code state} has. */
    static Gateway of(GatewayState state) {
        return of(state, false);
    }

    static Gateway of(GatewayState state, boolean accountThrottled) {
        Gateway gateway = new Gateway(GatewaySnapshot.EMPTY, accountThrottled);
        gateway.publish(state);
        return gateway;
    }

    /** Serves {@code next} from now on. */
    void publish(GatewayState next) {
        snapshot = compiler.next(snapshot, state, next);
        state = next;
    }

    static Gateway of(ApiFixture api) {
        return of(api, Map.of());
    }

    static Gateway of(ApiFixture api, Map<String, String> stageVariables) {
        return new Gateway(ApiFixture.snapshot(api.deployedTo("dev", stageVariables)));
    }

    /** A gateway with the one route ANY /{proxy+} to <code>http://backend.internal/{proxy}</code>. */
    static Gateway proxy(UnaryOperator<MethodFixture> settings) {
        return of(ApiFixture.api("abc")
                .route(
                        "ANY",
                        "/{proxy+}",
                        method -> settings.apply(method.integrationVerb("ANY")
                                .uri("http://backend.internal/{proxy}")
                                .map("path.proxy", "method.request.path.proxy"))));
    }

    static Gateway proxy() {
        return proxy(UnaryOperator.identity());
    }

    /** A request to the API that came in on port 4566. */
    static FakeExchange request(String method, String target) {
        return FakeExchange.of(method, target)
                .host("abc.execute-api.us-east-1.localhost:4566")
                .on(new InetSocketAddress("127.0.0.1", 4566));
    }

    /** Serves {@code exchange} if its host is a custom domain name; whether it was. */
    boolean serveCustomDomain(FakeExchange exchange) {
        return service.handleCustomDomain(exchange);
    }

    FakeExchange serve(FakeExchange exchange) {
        service.handle(exchange, InvokeAddress.of(exchange.request()).orElseThrow());
        exchange.runPending();
        return exchange;
    }

    FakeExchange serve(FakeExchange exchange, InvokeAddress address) {
        service.handle(exchange, address);
        return exchange;
    }

    FakeExchange get(String target) {
        return serve(request("GET", target));
    }
}
