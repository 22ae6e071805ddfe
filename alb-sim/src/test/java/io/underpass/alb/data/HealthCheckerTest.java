package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.Failure;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class HealthCheckerTest {

    private static final EventLoop LOOP = new EmbeddedChannel().eventLoop();
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final TargetHealth HEALTHY = new TargetHealth("healthy", "", "");

    private final ManualTimer timer = new ManualTimer();
    private final ScriptedTargets targets = new ScriptedTargets();
    private final HealthChecker checker = new HealthChecker(targets, LOOP, timer);
    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(
            AlbState.EMPTY
                    .with(AlbFixtures.loadBalancer(Map.of()))
                    .with(AlbFixtures.listener(80, AlbFixtures.forward("orders"))),
            new AlbCompiler());

    @Test
    void t2OneSuccessMakesANewTargetHealthy() {
        List<ResponseSink> sinks = new ArrayList<>();
        targets.script(9001, ScriptedTargets.playedBy(sinks));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        assertThat(health(9001))
                .isEqualTo(new TargetHealth(
                        "initial", "Elb.RegistrationInProgress", "Target registration is in progress"));
        timer.run();
        assertThat(health(9001))
                .isEqualTo(
                        new TargetHealth("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"));
        ScriptedTargets.answer(200).send(targets.last().request(), sinks.get(0));
        assertThat(health(9001)).isEqualTo(HEALTHY);
    }

    @Test
    void t3AWrongCodeMakesUnhealthyAtTheThreshold() {
        targets.script(9001, ScriptedTargets.answer(500));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        assertThat(health(9001).state()).isEqualTo("initial");
        timer.pass(INTERVAL);
        assertThat(health(9001))
                .isEqualTo(new TargetHealth(
                        "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]"));
    }

    @Test
    void t5AClosedPortFailsTheChecks() {
        targets.script(
                9001, ScriptedTargets.failing(Failure.Kind.CONNECT_REFUSED, "127.0.0.1:9001 refused the connection"));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        timer.pass(INTERVAL);
        assertThat(health(9001))
                .isEqualTo(new TargetHealth("unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
        var group = state.snapshot().targetGroup(AlbFixtures.groupArn("orders")).orElseThrow();
        assertThat(GroupReport.of(group, checker))
                .isEqualTo("target group orders has 1 target, 0 healthy: "
                        + "127.0.0.1:9001 unhealthy (127.0.0.1:9001 refused the connection)");
    }

    @Test
    void whatGoesWrongOnPurposeFailsTheChecksAsItWouldInEarnest() {
        FaultPoints faults = new FaultPoints();
        checker.hitAt(faults);
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001), AlbFixtures.target(9002));
        timer.run();
        assertThat(health(9001)).isEqualTo(HEALTHY);

        hit(faults, new InjectedFault("the fault", Duration.ZERO, OptionalInt.of(503), false));
        timer.pass(INTERVAL.multipliedBy(2));
        assertThat(health(9001).description()).isEqualTo("Health checks failed with these codes: [503]");
        assertThat(health(9002)).isEqualTo(HEALTHY);

        hit(faults, new InjectedFault("the fault", Duration.ZERO, OptionalInt.empty(), true));
        timer.pass(INTERVAL);
        assertThat(health(9001).reason()).isEqualTo("Target.FailedHealthChecks");

        hit(faults, new InjectedFault("the fault", Duration.ofMinutes(1), OptionalInt.empty(), false));
        timer.pass(INTERVAL.multipliedBy(2));
        assertThat(health(9001).reason()).isEqualTo("Target.Timeout");

        faults.checks().quieten();
        timer.pass(INTERVAL.multipliedBy(10));
        assertThat(health(9001)).isEqualTo(HEALTHY);
    }

    @Test
    void aCheckThatIsHeldUpForLessThanItMayTakeGoesOn() {
        FaultPoints faults = new FaultPoints();
        checker.hitAt(faults);
        hit(faults, new InjectedFault("the fault", Duration.ofSeconds(1), OptionalInt.empty(), false));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        assertThat(targets.received()).isEmpty();

        timer.pass(Duration.ofSeconds(1));

        assertThat(health(9001)).isEqualTo(HEALTHY);
        assertThat(targets.timeouts()).allMatch(time -> time.equals(Duration.ofSeconds(4)));
    }

    private static void hit(FaultPoints faults, InjectedFault fault) {
        faults.checks().choose(names -> names.contains("127.0.0.1:9001") ? Optional.of(fault) : Optional.empty());
    }

    @Test
    void whoFollowsIsToldOfATargetThatIsNotHealthyAnyMore() {
        List<String> failed = new ArrayList<>();
        checker.whenFailed((group, target) -> failed.add(group + ' ' + target));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        targets.script(9001, ScriptedTargets.answer(500));
        timer.pass(INTERVAL.multipliedBy(3));
        assertThat(health(9001).state()).isEqualTo("unhealthy");
        assertThat(failed).containsExactly(AlbFixtures.groupArn("orders") + " 127.0.0.1:9001");
    }

    @Test
    void aTargetThatKeepsItsConnectionsIsDrainingForAWhileOnceItIsUnhealthy() {
        TargetGroup group = AlbFixtures.group(
                "orders",
                AlbFixtures.CHECK,
                Map.of(
                        "target_health_state.unhealthy.connection_termination.enabled",
                        "false",
                        "target_health_state.unhealthy.draining_interval_seconds",
                        "60"),
                AlbFixtures.target(9001));
        state.change(s -> s.with(group));
        checker.follow(state.snapshot());
        timer.run();
        targets.script(9001, ScriptedTargets.answer(500));
        timer.pass(INTERVAL.multipliedBy(2));
        assertThat(health(9001).state()).isEqualTo("unhealthy.draining");
        timer.pass(Duration.ofSeconds(61));
        assertThat(health(9001).state()).isEqualTo("unhealthy");
    }

    @Test
    void t6AnUnhealthyTargetNeedsTheWholeThreshold() {
        targets.script(9001, ScriptedTargets.answer(500));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        timer.pass(INTERVAL);
        targets.script(9001, ScriptedTargets.answer(200));
        timer.pass(INTERVAL.multipliedBy(4));
        assertThat(health(9001).state()).isEqualTo("unhealthy");
        timer.pass(INTERVAL);
        assertThat(health(9001)).isEqualTo(HEALTHY);
    }

    @Test
    void successesCountOnlyInARow() {
        targets.script(9001, ScriptedTargets.answer(500));
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        timer.pass(INTERVAL);
        targets.script(9001, ScriptedTargets.answer(200));
        timer.pass(INTERVAL.multipliedBy(4));
        targets.script(9001, ScriptedTargets.answer(503));
        timer.pass(INTERVAL);
        assertThat(health(9001).description()).endsWith("[503]");
        targets.script(9001, ScriptedTargets.answer(200));
        timer.pass(INTERVAL.multipliedBy(4));
        assertThat(health(9001).state()).isEqualTo("unhealthy");
    }

    @Test
    void t7MatchersTakeListsAndRangesAndRedirectsAreNotFollowed() {
        targets.script(9001, ScriptedTargets.answer(302, "Location", "/elsewhere"));
        publish(matcher("200,301-302"), AlbFixtures.target(9001));
        timer.run();
        assertThat(health(9001)).isEqualTo(HEALTHY);
        assertThat(targets.received()).hasSize(1);
    }

    @Test
    void t8TheRequestIsAsOnAws() {
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001), AlbFixtures.target(80));
        timer.run();
        var request = targets.received().stream()
                .filter(r -> r.address().endsWith(":9001"))
                .findFirst()
                .orElseThrow();
        assertThat(request.request().head().method().name()).isEqualTo("GET");
        assertThat(request.request().head().target()).isEqualTo("/health?deep=1");
        assertThat(request.fields())
                .containsExactly(
                        "Host: 127.0.0.1:9001",
                        "Connection: close",
                        "User-Agent: ELB-HealthChecker/2.0",
                        "Accept-Encoding: gzip, compressed");
        assertThat(targets.received().stream()
                        .filter(r -> r.address().endsWith(":80"))
                        .findFirst()
                        .orElseThrow()
                        .field("Host"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void asksTheHealthCheckPortWhereThereIsOne() {
        publish(new HealthCheck(true, "HTTP", "9999", "/", 30, 5, 5, 2, HttpCodes.of(200)), AlbFixtures.target(9001));
        timer.run();
        assertThat(targets.addresses()).containsExactly("127.0.0.1:9999");
        assertThat(targets.last().field("Host")).isEqualTo("127.0.0.1:9999");
    }

    @Test
    void aSilentTargetTimesOutAndIsLetGo() {
        targets.script(9001, targets.silent());
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        timer.pass(Duration.ofSeconds(4));
        assertThat(targets.cancelled()).isZero();
        timer.pass(Duration.ofSeconds(1));
        assertThat(targets.cancelled()).isEqualTo(1);
        timer.pass(INTERVAL);
        assertThat(health(9001)).isEqualTo(new TargetHealth("unhealthy", "Target.Timeout", "Request timed out"));
    }

    @Test
    void checksEveryIntervalHoweverLongACheckTakes() {
        targets.script(9001, targets.silent());
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        timer.pass(INTERVAL.multipliedBy(3));
        assertThat(targets.received()).hasSize(4);
    }

    @Test
    void whatIsKnownOutlivesAPublication() {
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001), AlbFixtures.target(9002));
        assertThat(health(9001)).isEqualTo(HEALTHY);
        timer.run();
        assertThat(targets.addresses()).containsExactly("127.0.0.1:9001", "127.0.0.1:9002");
    }

    @Test
    void forgetsTargetsThatAreGoneAndBeginsAnewWhenTheyReturn() {
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        publish(AlbFixtures.CHECK, AlbFixtures.draining(9001));
        timer.run();
        timer.pass(INTERVAL.multipliedBy(3));
        assertThat(targets.received()).hasSize(1);
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        assertThat(health(9001).state()).isEqualTo("initial");
    }

    @Test
    void triesAChangedCheckAtOnce() {
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        publish(matcher("201"), AlbFixtures.target(9001));
        timer.run();
        assertThat(targets.received()).hasSize(2);
        timer.pass(INTERVAL);
        assertThat(health(9001).reason()).isEqualTo("Target.ResponseCodeMismatch");
    }

    @Test
    void groupsThatNoRuleNamesAreUnused() {
        TargetGroup unused = AlbFixtures.group("unused", AlbFixtures.CHECK, AlbFixtures.target(1));
        state.change(s -> s.with(unused));
        checker.follow(state.snapshot());
        timer.run();
        assertThat(checker.health(unused, AlbFixtures.target(1)))
                .isEqualTo(new TargetHealth(
                        "unused",
                        "Target.NotInUse",
                        "Target group is not configured to receive traffic from the load balancer"));
        assertThat(targets.received()).isEmpty();
    }

    @Test
    void targetsOutsideTheEnabledZonesAreUnused() {
        publish(AlbFixtures.CHECK, AlbFixtures.inZone(9001, "us-east-1f"));
        timer.run();
        assertThat(checker.health(group(), AlbFixtures.inZone(9001, "us-east-1f"))
                        .description())
                .isEqualTo("Target is in an Availability Zone that is not enabled for the load balancer");
        assertThat(targets.received()).isEmpty();
    }

    @Test
    void checksOverHttpsGoOverTls() {
        publish(
                new HealthCheck(true, "HTTPS", "traffic-port", "/", 30, 5, 5, 1, HttpCodes.of(200)),
                AlbFixtures.target(9001),
                AlbFixtures.target(443));
        timer.run();
        assertThat(targets.secured()).containsExactly("127.0.0.1:443", "127.0.0.1:9001");
        assertThat(targets.received().stream().map(received -> received.field("Host")))
                .containsExactly("127.0.0.1", "127.0.0.1:9001");
        assertThat(health(9001)).isEqualTo(HEALTHY);
        targets.script(9001, ScriptedTargets.failing(Failure.Kind.TLS_FAILED, "no TLS there"));
        timer.pass(INTERVAL);
        assertThat(health(9001).reason()).isEqualTo("Target.FailedHealthChecks");
    }

    @Test
    void theVersionGrowsOnlyWithAChange() {
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001));
        timer.run();
        long before = checker.version();
        timer.pass(INTERVAL.multipliedBy(3));
        assertThat(checker.version()).isEqualTo(before);
        targets.script(9001, ScriptedTargets.answer(500));
        timer.pass(INTERVAL.multipliedBy(2));
        assertThat(checker.version()).isGreaterThan(before);
    }

    @Test
    void stopsCleanly() {
        targets.script(9001, targets.silent());
        publish(AlbFixtures.CHECK, AlbFixtures.target(9001), AlbFixtures.target(9002));
        timer.run();
        checker.close();
        timer.run();
        assertThat(targets.cancelled()).isEqualTo(1);
        assertThat(timer.pending()).isZero();
        checker.follow(state.snapshot());
        timer.run();
        assertThat(targets.received()).hasSize(2);
    }

    private void publish(HealthCheck check, TargetDescription... described) {
        state.change(s -> s.with(AlbFixtures.group("orders", check, described)));
        checker.follow(state.snapshot());
    }

    private TargetGroup group() {
        return state.state().targetGroups().get(AlbFixtures.groupArn("orders"));
    }

    private TargetHealth health(int port) {
        return checker.health(group(), AlbFixtures.target(port));
    }

    private static HealthCheck matcher(String matcher) {
        return new HealthCheck(
                true,
                "HTTP",
                "traffic-port",
                "/",
                30,
                5,
                5,
                2,
                HttpCodes.parse(matcher).orElseThrow());
    }
}
