package io.underpass.alb.data;

import io.netty.channel.embedded.EmbeddedChannel;
import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Random;

/** One load balancer whose only listener forwards everything to one group, which is really checked, as time is told. */
final class CheckedShop {

    final ManualTimer timer = new ManualTimer();
    final ScriptedTargets targets = new ScriptedTargets();
    final HealthChecker health = new HealthChecker(targets, new EmbeddedChannel().eventLoop(), timer);
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
    private final LoadBalancerFleet fleet =
            new LoadBalancerFleet(health, targets, new RandomIds(new Random(7)), () -> Shop.NOW, AlbSettings.DEFAULT);

    CheckedShop(Map<String, String> attributes, TargetDescription... described) {
        state.change(s -> s.with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.forward("orders"))));
        group(attributes, described);
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
        health.follow(snapshot);
    }

    /** Gives the group these attributes and targets; they are checked at once. */
    void group(Map<String, String> attributes, TargetDescription... described) {
        state.change(s -> s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, attributes, described)));
        timer.run();
    }

    FakeExchange send() {
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) fleet.find(AlbFixtures.LB, "http", 80)).service().handle(exchange);
        return exchange;
    }

    /** How many of {@code count} requests the target on {@code port} gets. */
    int share(int port, int count) {
        int before = got(port);
        for (int i = 0; i < count; i++) {
            send();
        }
        return got(port) - before;
    }

    private int got(int port) {
        return Collections.frequency(
                targets.received().stream()
                        .filter(received -> received.request().head().target().equals("/"))
                        .map(ScriptedTargets.Received::address)
                        .toList(),
                "127.0.0.1:" + port);
    }

    AnomalyDetection anomaly(int port) {
        return health.anomaly(groupNow(), AlbFixtures.target(port));
    }

    String state(int port) {
        return health.health(groupNow(), AlbFixtures.target(port)).state();
    }

    void pass(Duration time) {
        timer.pass(time);
    }

    CompiledTargetGroup compiled() {
        return state.snapshot().targetGroup(AlbFixtures.groupArn("orders")).orElseThrow();
    }

    private TargetGroup groupNow() {
        TargetGroup group = state.state().targetGroups().get(AlbFixtures.groupArn("orders"));
        assert group != null;
        return group;
    }
}
