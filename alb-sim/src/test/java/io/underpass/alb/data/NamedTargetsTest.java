package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.Failure;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Targets that are names: their addresses come and go. */
final class NamedTargetsTest {

    private static final EventLoop LOOP = new EmbeddedChannel().eventLoop();
    private static final String ONE = "10.0.0.1";
    private static final String TWO = "10.0.0.2";
    private static final String THREE = "10.0.0.3";

    private final ManualTimer timer = new ManualTimer();
    private final ScriptedTargets targets = new ScriptedTargets();
    private final HealthChecker checker = new HealthChecker(targets, LOOP, timer);
    private final LoadBalancerFleet fleet =
            new LoadBalancerFleet(checker, targets, new RandomIds(new Random(7)), () -> Shop.NOW, AlbSettings.DEFAULT);
    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(
            AlbState.EMPTY
                    .with(AlbFixtures.loadBalancer(Map.of()))
                    .with(AlbFixtures.listener(80, AlbFixtures.forward("orders"))),
            new AlbCompiler());

    @Test
    void aNameWithSeveralAddressesSharesItsRequestsOutEvenly() {
        targets.name("orders", TWO, ONE, THREE);
        register(named());
        assertThat(checkedAddresses()).containsExactly(ONE + ":80", TWO + ":80", THREE + ":80");
        assertThat(requests(30)).containsOnly(200);
        assertThat(share(ONE)).isEqualTo(10);
        assertThat(share(TWO)).isEqualTo(10);
        assertThat(share(THREE)).isEqualTo(10);
    }

    @Test
    void aCheckGoesToTheAddressAndNamesIt() {
        targets.name("orders", ONE);
        register(named());
        assertThat(targets.last().field("Host")).isEqualTo(ONE);
        assertThat(health()).isEqualTo(new TargetHealth("healthy", "", ""));
    }

    @Test
    void onlyHealthyAddressesGetRequestsAndOneIsEnough() {
        targets.name("orders", ONE, TWO);
        refuse(ONE);
        register(named());
        timer.pass(Duration.ofSeconds(30));
        assertThat(health().state()).isEqualTo("healthy");
        requests(10);
        assertThat(share(TWO)).isEqualTo(10);
    }

    @Test
    void withoutAHealthyAddressTheTargetIsUnhealthyAndAllAreAsked() {
        targets.name("orders", ONE, TWO);
        refuse(ONE);
        refuse(TWO);
        register(named());
        timer.pass(Duration.ofSeconds(30));
        assertThat(health())
                .isEqualTo(new TargetHealth("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
        var group = state.snapshot().targetGroup(AlbFixtures.groupArn("orders")).orElseThrow();
        assertThat(GroupReport.of(group, checker)).contains(ONE + ": no luck; " + TWO + ": no luck");
        assertThat(requests(4)).containsOnly(502);
        assertThat(share(ONE)).isEqualTo(2);
    }

    @Test
    void aReplicaThatComesGetsItsShareWithinSeconds() {
        targets.name("orders", ONE);
        register(named());
        targets.name("orders", ONE, TWO);
        timer.pass(AddressWatch.PERIOD);
        requests(10);
        assertThat(share(TWO)).isEqualTo(5);
        assertThat(targets.lookups()).hasSize(2);
    }

    @Test
    void aReplicaThatGoesGetsNothingMoreAndIsCheckedNoMore() {
        targets.name("orders", ONE, TWO);
        register(named());
        targets.name("orders", TWO);
        timer.pass(AddressWatch.PERIOD);
        targets.received().clear();
        timer.pass(Duration.ofSeconds(90));
        requests(4);
        assertThat(targets.addresses()).doesNotContain(ONE + ":80");
    }

    @Test
    void whatIsUnderWayAtAnAddressThatVanishesIsNotCutOff() {
        targets.name("orders", ONE);
        register(named());
        targets.script(ONE + ":80", targets.silent());
        FakeExchange waiting = send();
        targets.name("orders", TWO);
        timer.pass(AddressWatch.PERIOD);
        assertThat(targets.cancelled()).isZero();
        assertThat(waiting.hasHead()).isFalse();
        assertThat(send().status()).isEqualTo(200);
    }

    @Test
    void aNewAddressIsNotHeldBackByTheOldOnesHealth() {
        targets.name("orders", ONE);
        refuse(ONE);
        register(named());
        timer.pass(Duration.ofSeconds(30));
        assertThat(health().state()).isEqualTo("unhealthy");
        targets.name("orders", TWO);
        timer.pass(AddressWatch.PERIOD);
        assertThat(health().state()).isEqualTo("healthy");
    }

    @Test
    void aNameWithoutAddressIsUnhealthyAndSaysSo() {
        register(named());
        assertThat(health())
                .isEqualTo(new TargetHealth(
                        "unhealthy",
                        "Target.FailedHealthChecks",
                        "Health checks failed: the name orders has no address"));
        FakeExchange refused = send();
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.trail().failureReason()).contains("orders has no address");
        assertThat(targets.received()).isEmpty();
    }

    @Test
    void otherTargetsServeWhileANameHasNoAddress() {
        register(named(), AlbFixtures.target(9001));
        assertThat(requests(4)).containsOnly(200);
    }

    @Test
    void aNameThatGetsAnAddressRecoversByItself() {
        register(named());
        targets.name("orders", ONE);
        timer.pass(AddressWatch.PERIOD);
        assertThat(health().state()).isEqualTo("healthy");
        assertThat(requests(2)).containsOnly(200);
    }

    @Test
    void oneLookupThatFindsNothingIsNotBelieved() {
        targets.name("orders", ONE);
        register(named());
        targets.name("orders");
        timer.pass(AddressWatch.PERIOD);
        assertThat(health().state()).isEqualTo("healthy");
        timer.pass(AddressWatch.PERIOD);
        assertThat(health().state()).isEqualTo("unhealthy");
    }

    @Test
    void aLookupThatFailsChangesNothing() {
        targets.name("orders", ONE);
        register(named());
        targets.name("orders", CompletableFuture.failedFuture(new IllegalStateException("no name server")));
        timer.pass(AddressWatch.PERIOD.multipliedBy(3));
        assertThat(health().state()).isEqualTo("healthy");
        assertThat(requests(2)).containsOnly(200);
    }

    @Test
    void aFirstLookupThatFailsSaysWhy() {
        targets.name("orders", CompletableFuture.failedFuture(new IllegalStateException("no name server")));
        register(named());
        assertThat(health().description()).contains("orders could not be looked up", "no name server");
    }

    @Test
    void requestsDoNotWaitForASlowLookup() {
        CompletableFuture<List<String>> slow = new CompletableFuture<>();
        targets.name("orders", ONE);
        register(named());
        targets.name("orders", slow);
        timer.pass(AddressWatch.PERIOD.multipliedBy(4));
        assertThat(targets.lookups()).hasSize(2);
        assertThat(requests(2)).containsOnly(200);
        slow.complete(List.of(TWO));
        timer.run();
        requests(2);
        assertThat(targets.last().address()).isEqualTo(TWO + ":80");
    }

    @Test
    void addressesOfTheGroupsFamilyArePreferred() {
        targets.name("orders", "fd00::1", ONE);
        register(named());
        assertThat(checkedAddresses()).containsExactly(ONE + ":80");
        targets.name("orders", "fd00::1");
        timer.pass(AddressWatch.PERIOD);
        requests(1);
        assertThat(targets.last().address()).isEqualTo("fd00::1:80");
    }

    @Test
    void theTrailNamesTheRegisteredTargetAndTheAddress() {
        targets.name("orders", ONE);
        register(named());
        assertThat(send().trail().last(TrailSteps.TARGET)).isEqualTo("orders:80 (" + ONE + ")");
    }

    @Test
    void aTargetThatIsDeregisteredIsLookedUpNoMore() {
        targets.name("orders", ONE);
        register(named());
        register();
        timer.pass(Duration.ofMinutes(1));
        assertThat(targets.lookups()).hasSize(1);
        assertThat(timer.pending()).isZero();
    }

    private static TargetDescription named() {
        return new TargetDescription("orders", 80, Optional.empty(), Optional.empty());
    }

    private void register(TargetDescription... described) {
        state.change(s -> s.with(AlbFixtures.group("orders", AlbFixtures.CHECK, described)));
        checker.follow(state.snapshot());
        fleet.follow(state.snapshot());
        timer.run();
    }

    private void refuse(String address) {
        targets.script(address + ":80", ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "no luck"));
    }

    private TargetHealth health() {
        return checker.health(state.state().targetGroups().get(AlbFixtures.groupArn("orders")), named());
    }

    private List<String> checkedAddresses() {
        return targets.addresses();
    }

    private FakeExchange send() {
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) fleet.find(AlbFixtures.LB, "http", 80)).service().handle(exchange);
        return exchange;
    }

    /** The answers to some requests; what was received before is forgotten. */
    private List<Integer> requests(int count) {
        targets.received().clear();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(send().status());
        }
        return statuses;
    }

    private int share(String address) {
        return Collections.frequency(targets.addresses(), address + ":80");
    }
}
