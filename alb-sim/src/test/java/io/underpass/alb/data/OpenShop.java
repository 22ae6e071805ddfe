package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.Targets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.TestTls;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import io.underpass.wire.UpstreamTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One load balancer with real sockets on both sides: a port that speaks TLS to those who begin with it, and targets on
 * the loopback. All targets are healthy unless told otherwise.
 *
 * <p>Threads: for one thread.
 */
final class OpenShop implements HealthStates, Targets, AutoCloseable {

    static final TestTls TLS = TestTls.create();
    private static final UpstreamTls UNVERIFIED = UpstreamTls.unverified();
    private static final int PORT = 80;

    final EventLoops loops = EventLoops.of(1);
    final UpstreamClient client = new UpstreamClient(loops, UpstreamSettings.defaults());
    final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    private final LoadBalancerFleet fleet;

    /** The lines of the logs that the load balancer keeps. */
    final List<String> logged = new CopyOnWriteArrayList<>();

    private final HttpListener door;

    OpenShop(Map<String, String> attributes) {
        fleet = new LoadBalancerFleet(
                this,
                this,
                LambdaTargets.NONE,
                Workers.NONE,
                new RandomIds(new Random(7)),
                () -> Shop.NOW,
                AlbSettings.DEFAULT,
                AuthenticationSettings.NONE,
                new Observers(
                        metrics, (log, at, line) -> logged.add(line), (listenerArn, serverName) -> Optional.empty()));
        state.change(s -> s.with(AlbFixtures.loadBalancer(attributes))
                .with(AlbFixtures.listener(PORT, AlbFixtures.forward("orders"))));
        try {
            door = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    exchange -> ((Lookup.Found) fleet.find(AlbFixtures.LB, "http", PORT))
                            .service()
                            .handle(exchange),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults().withIdentities(TLS.anyName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
    }

    InetSocketAddress address() {
        return door.address();
    }

    /** Sends everything to one target. */
    void forwardTo(String protocol, String version, int port) {
        TargetGroup plain = AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(port));
        TargetGroup group = new TargetGroup(
                plain.scope(),
                plain.targetGroupArn(),
                plain.targetGroupName(),
                protocol,
                version,
                plain.port(),
                plain.vpcId(),
                plain.targetType(),
                plain.ipAddressType(),
                plain.healthCheck(),
                plain.targets(),
                plain.attributes(),
                plain.tags());
        state.change(s -> s.with(group));
    }

    @Override
    public Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return client.to(new InetSocketAddress(host, port), new UpstreamTimeouts(connectTimeout, idleTimeout));
    }

    @Override
    public Upstream toSecure(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return client.to(
                new InetSocketAddress(host, port), new UpstreamTimeouts(connectTimeout, idleTimeout), UNVERIFIED);
    }

    @Override
    public Upstream http2(String host, int port, boolean secure, Duration connectTimeout, Duration idleTimeout) {
        UpstreamTimeouts timeouts = new UpstreamTimeouts(connectTimeout, idleTimeout);
        InetSocketAddress address = new InetSocketAddress(host, port);
        return secure ? client.http2(address, timeouts, UNVERIFIED) : client.http2(address, timeouts);
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public TargetStatus status(CompiledTargetGroup group, CompiledTarget target) {
        return new TargetStatus(new TargetHealth("healthy", "", ""), "");
    }

    @Override
    public void close() {
        door.close();
        client.close();
        loops.close();
    }
}
