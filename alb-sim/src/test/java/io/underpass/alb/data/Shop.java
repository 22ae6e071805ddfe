package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.Ids;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.FakeExchange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** One load balancer at work, with targets that answer as told and health as set. */
final class Shop implements HealthStates {

    static final Instant NOW = AlbFixtures.CREATED.plusSeconds(3600);

    final ScriptedTargets targets = new ScriptedTargets();
    final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    final LoadBalancerFleet fleet;

    /** The lines of the logs that the load balancer keeps. */
    final List<String> logged = new CopyOnWriteArrayList<>();

    private final Map<Integer, TargetStatus> statuses = new HashMap<>();
    private long version;

    /** What the load balancers' clock shows. */
    Instant now = NOW;

    Shop() {
        Ids ids = new RandomIds(new Random(7));
        Observers observers = new Observers(
                metrics,
                (log, at, line) -> logged.add(line),
                (listenerArn, serverName) -> Optional.of("arn:of-the-certificate-for-" + serverName));
        fleet = new LoadBalancerFleet(
                this,
                targets,
                LambdaTargets.NONE,
                Workers.NONE,
                ids,
                () -> now,
                AlbSettings.DEFAULT,
                AuthenticationSettings.NONE,
                observers);
        attributes(Map.of());
    }

    /** A shop whose only listener forwards everything to targets on these ports, all healthy. */
    static Shop forwarding(int listenerPort, int... ports) {
        Shop shop = new Shop();
        shop.listen(listenerPort, AlbFixtures.forward("orders"));
        shop.group("orders", Map.of(), ports);
        return shop;
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
    }

    CompiledListener listener(int port) {
        return state.snapshot()
                .listener(AlbFixtures.listenerArn(port))
                .orElseThrow()
                .listener();
    }

    void change(UnaryOperator<AlbState> change) {
        state.change(change);
    }

    void attributes(Map<String, String> attributes) {
        change(s -> s.with(AlbFixtures.loadBalancer(attributes)));
    }

    void listen(int port, Action action) {
        change(s -> s.with(AlbFixtures.listener(port, action)));
    }

    void listen(int port, Map<String, String> attributes, Action action) {
        change(s -> s.with(AlbFixtures.listener(port, attributes, action)));
    }

    void rule(int port, int priority, Action action, RuleCondition... conditions) {
        change(s -> s.with(AlbFixtures.rule(port, priority, action, conditions)));
    }

    void group(String name, Map<String, String> attributes, int... ports) {
        TargetGroup.TargetDescription[] described = new TargetGroup.TargetDescription[ports.length];
        for (int i = 0; i < ports.length; i++) {
            described[i] = AlbFixtures.target(ports[i]);
        }
        change(s -> s.with(AlbFixtures.group(name, AlbFixtures.CHECK, attributes, described)));
    }

    void unhealthy(int port, String detail) {
        statuses.put(
                port,
                new TargetStatus(
                        new TargetHealth("unhealthy", "Target.FailedHealthChecks", "Health checks failed"), detail));
        version++;
    }

    void healthy(int port) {
        statuses.remove(port);
        version++;
    }

    /** Sends a request to the listener on {@code port}. */
    FakeExchange send(int port, FakeExchange exchange) {
        Lookup.Found found = (Lookup.Found) fleet.find(AlbFixtures.LB, "http", port);
        found.service().handle(exchange);
        return exchange;
    }

    FakeExchange send(FakeExchange exchange) {
        return send(80, exchange);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public TargetStatus status(CompiledTargetGroup group, CompiledTarget target) {
        return statuses.getOrDefault(target.port(), TargetStatus.HEALTHY);
    }

    static Map<String, String> routingCount(int count) {
        return Map.of(
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", Integer.toString(count));
    }
}
