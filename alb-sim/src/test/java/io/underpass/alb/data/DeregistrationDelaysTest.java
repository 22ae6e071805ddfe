package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeregistrationDelaysTest {

    private final Shop shop = Shop.forwarding(80, 1);
    private final ManualTimer timer = new ManualTimer();
    private final DeregistrationDelays delays = new DeregistrationDelays(shop.fleet, timer, () -> Shop.NOW);

    @Test
    void t11WhatATargetAnswersStillIsCutOffWhenTheDelayIsOver() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(draining(1));
        timer.pass(Duration.ofMillis(1999));
        assertThat(exchange.isEnded()).isFalse();
        timer.pass(Duration.ofMillis(1));
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(shop.targets.cancelled()).isEqualTo(1);
        assertThat(exchange.trail().failureReason()).contains("deregistration delay");
    }

    @Test
    void anAnswerWithinTheDelayIsComplete() {
        List<ResponseSink> sinks = new ArrayList<>();
        shop.targets.script(1, ScriptedTargets.playedBy(sinks));
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(draining(1));
        timer.pass(Duration.ofSeconds(1));
        sinks.get(0).head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 0));
        sinks.get(0).end();
        timer.pass(Duration.ofSeconds(5));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void aTargetThatIsRegisteredAgainGoesOn() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(draining(1));
        timer.pass(Duration.ofSeconds(1));
        publish(AlbFixtures.target(1));
        timer.pass(Duration.ofSeconds(5));
        assertThat(exchange.isEnded()).isFalse();
    }

    @Test
    void aTargetThatVanishesIsCutOffAtOnce() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(AlbFixtures.target(1));
        timer.run();
        publish();
        timer.run();
        assertThat(exchange.status()).isEqualTo(502);
    }

    @Test
    void leavesOtherTargetsAlone() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(AlbFixtures.target(1), draining(2));
        timer.pass(Duration.ofSeconds(5));
        assertThat(exchange.isEnded()).isFalse();
    }

    @Test
    void whatHasYetToReachTheTimeOfADeregistrationPassesTheWayThereFirst() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(followingFrom(Duration.ofMinutes(-5)), draining(1));
        timer.pass(Duration.ofMinutes(5).plusMillis(1999));
        assertThat(exchange.isEnded()).isFalse();
        timer.pass(Duration.ofMillis(1));
        assertThat(exchange.status()).isEqualTo(502);
    }

    @Test
    void whatHasYetToBePutBackToTheTimeOfADeregistrationLetsTheDelayPassAllTheSame() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        publish(followingFrom(Duration.ofHours(1)), draining(1));
        timer.pass(Duration.ofMillis(1999));
        assertThat(exchange.isEnded()).isFalse();
        timer.pass(Duration.ofMillis(1));
        assertThat(exchange.status()).isEqualTo(502);
    }

    @Test
    void machinesThatDoNotQuiteAgreeDrainAllTheSame() {
        shop.targets.script(1, shop.targets.silent());
        FakeExchange exchange = shop.send(FakeExchange.get("/"));
        Duration wrong = Duration.ofSeconds(-3);
        publish(
                new DeregistrationDelays(
                        shop.fleet, timer, () -> Shop.NOW.plus(wrong), () -> Shop.NOW.plus(wrong), wrong.abs()),
                draining(1));
        timer.pass(Duration.ofMillis(1999));
        assertThat(exchange.isEnded()).isFalse();
    }

    /** Of somebody who follows and is that much ahead. */
    private DeregistrationDelays followingFrom(Duration ahead) {
        return new DeregistrationDelays(shop.fleet, timer, () -> Shop.NOW.plus(ahead), () -> Shop.NOW, Duration.ZERO);
    }

    @Test
    void stopsCleanly() {
        publish(draining(1));
        timer.run();
        delays.close();
        timer.run();
        assertThat(timer.pending()).isZero();
        publish(draining(1), draining(2));
        timer.run();
        assertThat(timer.pending()).isZero();
    }

    private void publish(TargetDescription... described) {
        publish(delays, described);
    }

    private void publish(DeregistrationDelays told, TargetDescription... described) {
        shop.change(s -> s.with(AlbFixtures.group(
                "orders", AlbFixtures.CHECK, Map.of("deregistration_delay.timeout_seconds", "2"), described)));
        told.follow(shop.state.snapshot());
    }

    private static TargetDescription draining(int port) {
        return new TargetDescription("127.0.0.1", port, Optional.empty(), Optional.of(Shop.NOW));
    }
}
