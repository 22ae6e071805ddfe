package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.Targets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.Behaviours;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Exchange;
import io.underpass.wire.ExchangeObserver;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pcollections.TreePMap;

/**
 * A load balancer with an HTTPS listener on 443 whose rule for /app/* asks who somebody is; others are answered 404. TLS
 * would have been ended before, so the listener is reached by a plain socket here. Behind it is a target that answers with
 * the request, beside it a provider; its clock stands still.
 */
final class AuthenticatedShop implements AutoCloseable {

    static final String HOST = "shop.example.com";
    static final String RULE = AlbFixtures.ruleArn(443, 1);

    final TestIdentityProvider provider = new TestIdentityProvider(this::now);
    final TestOrigin target = TestOrigin.start(Behaviours.echo());
    final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    final LoadBalancerFleet fleet;
    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamClient client = new UpstreamClient(loops, UpstreamSettings.defaults());
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final ControlState<AlbState, AlbSnapshot> state;
    private final HttpListener door;
    private final BlockingQueue<Trail> trails = new LinkedBlockingQueue<>();
    private int sent;
    private int taken;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    AuthenticatedShop() {
        this(Map.of(), Map.of());
    }

    /** That waits no longer than {@code patience} for a provider. */
    AuthenticatedShop(Duration patience) {
        this(Map.of(), Map.of(), patience);
    }

    /** With providers that are elsewhere, and user pools' clients. */
    AuthenticatedShop(Map<String, String> elsewhere, Map<String, String> clientSecrets) {
        this(elsewhere, clientSecrets, Duration.ofSeconds(30));
    }

    private AuthenticatedShop(Map<String, String> elsewhere, Map<String, String> clientSecrets, Duration patience) {
        Map<String, URI> located = new HashMap<>();
        elsewhere.forEach((host, path) -> located.put(host, URI.create(provider.url(path))));
        Targets targets = (host, port, connect, idle) -> client.to(new InetSocketAddress(host, port));
        fleet = new LoadBalancerFleet(
                new AllHealthy(),
                targets,
                LambdaTargets.NONE,
                new ThreadedWorkers(),
                new RandomIds(new Random(7)),
                this::now,
                AlbSettings.DEFAULT,
                new AuthenticationSettings(
                        (scheme, host, port) -> client.to(
                                new InetSocketAddress(host, port),
                                new UpstreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30))),
                        patience,
                        located,
                        clientSecrets),
                new Observers(metrics, LoadBalancerLogs.NONE, (listenerArn, serverName) -> Optional.empty()));
        state = new ControlState<>(AlbState.EMPTY, new AlbCompiler(), fleet::follow);
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of())));
        state.change(s -> s.with(listener()));
        state.change(s -> s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(target.port()))));
        ExchangeObserver observer = (exchange, completion) -> trails.add(exchange.trail());
        try {
            door = HttpListener.bind(
                    loops, new InetSocketAddress("127.0.0.1", 0), this::serve, observer, ListenerSettings.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Exchange exchange) {
        ((Lookup.Found) fleet.find(AlbFixtures.LB, "https", 443)).service().handle(exchange);
    }

    private static Listener listener() {
        String arn = AlbFixtures.listenerArn(443);
        Action notFound = new Action.FixedResponse(Optional.empty(), "404", Optional.empty(), Optional.empty());
        return new Listener(
                arn,
                AlbFixtures.LB,
                "HTTPS",
                443,
                List.of(notFound),
                arn.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The rule asks this, and then forwards. */
    void asks(Action... authentication) {
        List<Action> actions = new ArrayList<>(List.of(authentication));
        actions.add(AlbFixtures.forward("orders"));
        state.change(s -> s.with(new Rule(
                RULE,
                AlbFixtures.listenerArn(443),
                1,
                List.of(AlbFixtures.path("/app/*")),
                actions,
                TreePMap.empty())));
    }

    Action.JwtValidation jwt(Action.JwtValidation.Claim... claims) {
        return new Action.JwtValidation(Optional.empty(), provider.url("/jwks"), provider.issuer(), List.of(claims));
    }

    Action.AuthenticateOidc oidc(String onUnauthenticatedRequest) {
        return oidc(new AuthenticationSession(
                AuthenticationSession.DEFAULT_COOKIE_NAME,
                "openid email",
                604800,
                Map.of("display", "page"),
                onUnauthenticatedRequest));
    }

    Action.AuthenticateOidc oidc(AuthenticationSession session) {
        return new Action.AuthenticateOidc(
                Optional.empty(),
                provider.issuer(),
                provider.url("/authorize?tenant=a"),
                provider.url("/token"),
                provider.url("/userinfo"),
                "client-1",
                "s3cr3t/+",
                session);
    }

    TestClient.Response get(String path, String... headers) {
        sent++;
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Host: " + HOST;
        return TestClient.get(door.address(), path, all);
    }

    TestClient connect() {
        sent++;
        return TestClient.connect(door.address());
    }

    /** What the oldest exchange that nobody asked for yet wrote down. */
    Trail trail() {
        try {
            Trail trail = trails.poll(30, TimeUnit.SECONDS);
            if (trail == null) {
                throw new AssertionError("no exchange has ended");
            }
            taken++;
            return trail;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the last exchange wrote down, which has ended. */
    Trail lastTrail() {
        Trail last = trail();
        while (taken < sent) {
            last = trail();
        }
        return last;
    }

    @Override
    public void close() {
        door.close();
        client.close();
        loops.close();
        workers.shutdownNow();
        target.close();
        provider.close();
    }

    private final class ThreadedWorkers implements Workers {
        @Override
        public <T> void run(
                Supplier<T> work, Function<String, T> failed, ScheduledExecutorService loop, Consumer<T> then) {
            workers.execute(() -> {
                T result = work.get();
                loop.execute(() -> then.accept(result));
            });
        }
    }

    private static final class AllHealthy implements HealthStates {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public TargetStatus status(CompiledTargetGroup group, CompiledTarget each) {
            return TargetStatus.HEALTHY;
        }
    }
}
