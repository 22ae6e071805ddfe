package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class AlbStatePartTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final String ARN = "arn:aws:elasticloadbalancing:us-east-1:000000000000:";
    private static final AlbState STATE =
            with(with(AlbState.EMPTY, "orders"), "payments").with(group("unused"));

    @Test
    void aPartHoldsWhatOneLoadBalancerNeeds() {
        AlbState part = STATE.only(loadBalancer("orders"));

        assertThat(part.loadBalancers()).containsOnlyKeys(loadBalancer("orders"));
        assertThat(part.listeners()).containsOnlyKeys(listener("orders"));
        assertThat(part.rules()).containsOnlyKeys(rule("orders"));
        assertThat(part.rulesInOrder(listener("orders"))).containsOnlyKeys(1);
        assertThat(part.rulesInOrder()).hasSize(1);
        assertThat(part.targetGroups().values().stream().map(TargetGroup::targetGroupName))
                .containsExactlyInAnyOrder("orders-usual", "orders-canary");
    }

    @Test
    void aPartCompilesAsTheWholeDoes() {
        AlbSnapshot part = new AlbCompiler().first(STATE.only(loadBalancer("orders")));

        assertThat(part.loadBalancers()).containsOnlyKeys(loadBalancer("orders"));
        assertThat(part.targetGroups()).hasSize(2);
    }

    @Test
    void changesElsewhereLeaveAPartAsItIs() {
        AlbState other = STATE.with(group("more")).without(STATE.loadBalancers().get(loadBalancer("payments")));

        assertThat(other.only(loadBalancer("orders"))).isEqualTo(STATE.only(loadBalancer("orders")));
    }

    @Test
    void thereIsNoPartOfALoadBalancerThatDoesNotExist() {
        assertThat(STATE.only(loadBalancer("nobody"))).isEqualTo(AlbState.EMPTY);
    }

    @Test
    void aSnapshotWithoutALoadBalancerHasNeitherItsListenersNorItsGroups() {
        AlbSnapshot whole = new AlbCompiler().first(STATE);

        AlbSnapshot rest = whole.without(Set.of(loadBalancer("orders")));

        assertThat(rest.loadBalancers()).containsOnlyKeys(loadBalancer("payments"));
        assertThat(rest.listener(listener("orders"))).isEmpty();
        assertThat(rest.targetGroups().values().stream().map(group -> group.name()))
                .containsExactlyInAnyOrder("payments-usual", "payments-canary");
        assertThat(whole.without(Set.of())).isSameAs(whole);
    }

    private static AlbState with(AlbState state, String name) {
        return state.with(new LoadBalancer(
                        SCOPE,
                        loadBalancer(name),
                        name,
                        name + ".elb.amazonaws.com",
                        "Z1",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "internal",
                        "vpc-1",
                        "application",
                        List.of(),
                        List.of(),
                        "ipv4",
                        Map.of(),
                        TreePMap.empty()))
                .with(new Listener(
                        listener(name),
                        loadBalancer(name),
                        "HTTP",
                        80,
                        List.of(forward(name + "-usual")),
                        rule(name).replace("/r1", "/r0"),
                        Map.of(),
                        TreePMap.empty()))
                .with(new Rule(
                        rule(name), listener(name), 1, List.of(), List.of(forward(name + "-canary")), TreePMap.empty()))
                .with(group(name + "-usual"))
                .with(group(name + "-canary"));
    }

    private static Action forward(String group) {
        return new Action.Forward(
                Optional.empty(),
                List.of(new Action.Forward.WeightedTargetGroup(groupArn(group), 1)),
                false,
                Optional.empty());
    }

    private static TargetGroup group(String name) {
        return new TargetGroup(
                SCOPE,
                groupArn(name),
                name,
                "HTTP",
                "HTTP1",
                80,
                "vpc-1",
                "ip",
                "ipv4",
                new TargetGroup.HealthCheck(
                        true,
                        "HTTP",
                        "traffic-port",
                        "/",
                        30,
                        5,
                        5,
                        2,
                        HttpCodes.parse("200").orElseThrow()),
                TreePMap.empty(),
                Map.of(),
                TreePMap.empty());
    }

    private static String loadBalancer(String name) {
        return ARN + "loadbalancer/app/" + name + "/l1";
    }

    private static String listener(String name) {
        return ARN + "listener/app/" + name + "/l1/p80";
    }

    private static String rule(String name) {
        return ARN + "listener-rule/app/" + name + "/l1/p80/r1";
    }

    private static String groupArn(String name) {
        return ARN + "targetgroup/" + name + "/g1";
    }
}
