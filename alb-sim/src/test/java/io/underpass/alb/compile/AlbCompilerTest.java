package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancerAttributes.XForwardedFor;
import io.underpass.aws.control.ControlState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlbCompilerTest {

    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(AlbState.EMPTY, new AlbCompiler());

    @Test
    void indexesListenersByPortAndArn() {
        publishTwoListeners();
        CompiledLoadBalancer loadBalancer =
                state.snapshot().loadBalancer(AlbFixtures.LB).orElseThrow();
        assertThat(loadBalancer.listeners()).containsOnlyKeys(80, 8080);
        assertThat(state.snapshot().listener(AlbFixtures.listenerArn(8080)).orElseThrow())
                .isEqualTo(new AlbSnapshot.ListenerEntry(
                        loadBalancer, loadBalancer.listeners().get(8080)));
        assertThat(state.snapshot().byDnsName(AlbFixtures.DNS.toUpperCase(java.util.Locale.ROOT)))
                .contains(loadBalancer);
    }

    @Test
    void holdsTheTargetGroupsThatRulesName() {
        publishTwoListeners();
        assertThat(state.snapshot().targetGroups()).containsOnlyKeys(AlbFixtures.groupArn("orders"));
    }

    @Test
    void recompilesOnlyWhatChanged() {
        publishTwoListeners();
        AlbSnapshot before = state.snapshot();
        state.change(
                s -> s.with(AlbFixtures.rule(8080, 7, AlbFixtures.forward("orders"), AlbFixtures.path("/orders/*"))));
        AlbSnapshot after = state.snapshot();
        assertThat(listener(after, 80)).isSameAs(listener(before, 80));
        assertThat(listener(after, 8080)).isNotSameAs(listener(before, 8080));
        assertThat(after.targetGroups().get(AlbFixtures.groupArn("orders")))
                .isSameAs(before.targetGroups().get(AlbFixtures.groupArn("orders")));
    }

    @Test
    void registeringATargetLeavesTheLoadBalancerAlone() {
        publishTwoListeners();
        AlbSnapshot before = state.snapshot();
        state.change(s ->
                s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(1), AlbFixtures.target(2))));
        assertThat(state.snapshot().loadBalancer(AlbFixtures.LB).orElseThrow())
                .isSameAs(before.loadBalancer(AlbFixtures.LB).orElseThrow());
        assertThat(state.snapshot()
                        .targetGroup(AlbFixtures.groupArn("orders"))
                        .orElseThrow()
                        .targets())
                .hasSize(2);
    }

    @Test
    void readsAttributesWithTheirDefaults() {
        publishTwoListeners();
        CompiledLoadBalancer plain =
                state.snapshot().loadBalancer(AlbFixtures.LB).orElseThrow();
        assertThat(plain.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(plain.requestHeaders())
                .isEqualTo(new RequestHeaderSettings(XForwardedFor.APPEND, false, false, false, false));
        state.change(s -> s.with(AlbFixtures.loadBalancer(
                Map.of("idle_timeout.timeout_seconds", "7", "routing.http.xff_header_processing.mode", "remove"))));
        CompiledLoadBalancer changed =
                state.snapshot().loadBalancer(AlbFixtures.LB).orElseThrow();
        assertThat(changed.idleTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(changed.requestHeaders().xForwardedFor()).isEqualTo(XForwardedFor.REMOVE);
    }

    @Test
    void tellsRegisteredFromDrainingAndUnusedTargets() {
        publishTwoListeners();
        state.change(s -> s.with(AlbFixtures.group(
                "orders",
                AlbFixtures.CHECK,
                AlbFixtures.target(1),
                AlbFixtures.draining(2),
                AlbFixtures.inZone(3, "us-east-1a"),
                AlbFixtures.inZone(4, "us-east-1f"))));
        assertThat(state.snapshot()
                        .targetGroup(AlbFixtures.groupArn("orders"))
                        .orElseThrow()
                        .targets())
                .extracting(CompiledTarget::standing)
                .containsExactly(
                        CompiledTarget.Standing.REGISTERED,
                        CompiledTarget.Standing.DRAINING,
                        CompiledTarget.Standing.REGISTERED,
                        CompiledTarget.Standing.ZONE_NOT_ENABLED);
    }

    private void publishTwoListeners() {
        state.publish(AlbState.EMPTY
                .with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.answer("80")))
                .with(AlbFixtures.listener(8080, AlbFixtures.answer("8080")))
                .with(AlbFixtures.rule(80, 1, AlbFixtures.forward("orders"), AlbFixtures.path("/orders/*")))
                .with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(1)))
                .with(AlbFixtures.group("unused", AlbFixtures.CHECK, AlbFixtures.target(1))));
    }

    private static CompiledListener listener(AlbSnapshot snapshot, int port) {
        return snapshot.listener(AlbFixtures.listenerArn(port)).orElseThrow().listener();
    }
}
