package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A load balancer with a socket of its own, and a real target behind it that is healthy.
 *
 * <p>Threads: for one thread.
 */
final class SocketShop implements AutoCloseable {

    final TestOrigin target;
    final LoadBalancerMetrics metrics = new LoadBalancerMetrics();

    /** The lines of the logs that the load balancer keeps, each behind its log's name. */
    final List<String> logged = new CopyOnWriteArrayList<>();

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamClient connections = new UpstreamClient(loops, UpstreamSettings.defaults());
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    private final LoadBalancerFleet fleet;
    private final HttpListener listener;
    private volatile int port = 80;

    SocketShop(TestOrigin.Behaviour usual) {
        target = TestOrigin.start(usual);
        fleet = new LoadBalancerFleet(
                new AllHealthy(),
                (host, port, connect, idle) ->
                        connections.to(new InetSocketAddress(host, port), new UpstreamTimeouts(connect, idle)),
                LambdaTargets.NONE,
                Workers.NONE,
                new RandomIds(new Random(7)),
                InstantSource.system(),
                AlbSettings.DEFAULT,
                AuthenticationSettings.NONE,
                new Observers(
                        metrics,
                        (log, at, line) -> logged.add(log.name() + ' ' + line),
                        (listenerArn, serverName) -> Optional.empty()));
        listenerAttributes(Map.of());
        state.change(s -> s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(target.port()))));
        attributes(Map.of());
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress("127.0.0.1", 0),
                    exchange -> ((Lookup.Found) find()).service().handle(exchange),
                    (exchange, completion) -> {},
                    fleet.ownSocket(this::find));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
    }

    private Lookup find() {
        return fleet.find(AlbFixtures.LB, "http", port);
    }

    /** Sets the attributes of the load balancer. */
    void attributes(Map<String, String> attributes) {
        state.change(s -> s.with(AlbFixtures.loadBalancer(attributes)));
    }

    /** Sets the attributes of the listener. */
    void listenerAttributes(Map<String, String> attributes) {
        state.change(s -> s.with(AlbFixtures.listener(80, attributes, AlbFixtures.forward("orders"))));
    }

    /** From now on the socket belongs to no listener. */
    void leaveSocket() {
        port = 81;
    }

    TestClient client() {
        return TestClient.connect(listener.address());
    }

    TestClient.Response answer(String request) {
        try (TestClient client = client()) {
            return client.send(request).read();
        }
    }

    @Override
    public void close() {
        listener.close();
        connections.close();
        target.close();
        loops.close();
    }

    private static final class AllHealthy implements HealthStates {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public TargetStatus status(CompiledTargetGroup group, CompiledTarget target) {
            return TargetStatus.HEALTHY;
        }
    }
}
