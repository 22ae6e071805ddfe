package io.underpass.emulator.node;

import io.netty.channel.EventLoop;
import io.underpass.alb.Certificates;
import io.underpass.alb.LoadBalancerLogs;
import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.Targets;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.DeregistrationDelays;
import io.underpass.alb.data.HealthChecker;
import io.underpass.alb.data.ListenerIdentities;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.LoadBalancerMetrics;
import io.underpass.alb.data.Lookup;
import io.underpass.alb.data.Observers;
import io.underpass.alb.data.Timer;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.Ids;
import io.underpass.aws.control.ControlState;
import io.underpass.emulator.clock.ShownTime;
import io.underpass.emulator.clock.VirtualClock;
import io.underpass.emulator.faults.FaultSites;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.node.Report.TargetSeen;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.ServerIdentities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The part of the edge's state that a node serves, and what serves it: the same classes that serve it at the edge.
 *
 * <p>Threads: made and changed on one thread at a time; the fleet is safe.
 */
final class ServedState implements AutoCloseable {

    /** By which the edge's machine may be ahead of this one. A guess. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS");

    private final ControlState<AlbState, AlbSnapshot> albs;
    private final LoadBalancerMetrics metrics = new LoadBalancerMetrics();
    private final HealthChecker health;
    private final LoadBalancerFleet fleet;
    private final Faults faults;
    private final DeregistrationDelays delays;
    private final ListenerIdentities identities;
    private volatile Map<String, Certificates.Pair> certificates = Map.of();
    private volatile ShownTime time = ShownTime.MACHINE;
    private long forgotten = -1; // Nothing was taken yet, so that there is nothing to forget.

    /**
     * Nothing yet; health checks run on {@code checkLoop}.
     *
     * @param worker for what of TLS takes milliseconds
     * @param services what its rules may call
     * @param logs takes what the load balancer logs
     */
    ServedState(
            EventLoop checkLoop,
            Targets targets,
            Executor worker,
            Ids traceIds,
            VirtualClock clock,
            AlbSettings albSettings,
            NodeServices services,
            LoadBalancerLogs logs) {
        Timer timer = clock.timer(checkLoop);
        health = new HealthChecker(targets, services.functions(), checkLoop, timer, logs, clock);
        fleet = new LoadBalancerFleet(
                health,
                targets,
                services.functions(),
                services.workers(),
                traceIds,
                clock,
                albSettings,
                services.authentication(),
                new Observers(metrics, logs, this::shownCertificate));
        health.hitAt(fleet.faults());
        faults = new Faults(new FaultSites(new FaultPoint(), fleet.faults()));
        delays = new DeregistrationDelays(fleet, timer, clock, () -> time.instant(), SKEW);
        albs = new ControlState<>(AlbState.EMPTY, new AlbCompiler(), this::published);
        identities = new ListenerIdentities(
                albs::snapshot, arn -> Optional.ofNullable(certificates.get(arn)), worker, clock);
    }

    private Optional<String> shownCertificate(String listenerArn, String serverName) {
        return identities.certificateArn(listenerArn, serverName);
    }

    private void published(AlbSnapshot snapshot) {
        fleet.follow(snapshot);
        health.follow(snapshot);
        delays.follow(snapshot);
    }

    /**
     * Serves this from now on; throws what the compiler throws, and then serves what it served before. What the edge's clock
     * shows is to be followed next.
     *
     * @return whether what requests have left behind was forgotten
     */
    boolean serve(Assignment assignment) {
        time = assignment.time(); // before the targets that were deregistered by it
        Map<String, Certificates.Pair> before = certificates;
        certificates = assignment.certificates(); // before the listeners that show them
        if (!assignment.state().equals(albs.state())
                || !assignment.certificates().equals(before)) {
            albs.publish(assignment.state());
        }
        faults.take(assignment.faults());
        boolean toBeForgotten = forgotten >= 0 && assignment.forgotten() > forgotten;
        forgotten = assignment.forgotten();
        if (toBeForgotten) {
            forget();
        }
        return toBeForgotten;
    }

    /** Forgets what requests have left behind. */
    void forget() {
        fleet.forget();
        health.forget();
    }

    /** What is to go wrong. */
    Faults faults() {
        return faults;
    }

    /** Who the listener on {@code port} is to clients that speak TLS. */
    ServerIdentities identities(int port) {
        return (serverName, local) -> albs.state().listeners().values().stream()
                .filter(listener -> listener.port() == port)
                .findFirst()
                .map(listener -> identities.of(listener.listenerArn()).identity(serverName, local))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IllegalStateException("no listener on port " + port + " by now")));
    }

    LoadBalancerFleet fleet() {
        return fleet;
    }

    /** What was counted here. */
    LoadBalancerMetrics metrics() {
        return metrics;
    }

    /** The ARN of the load balancer; empty while there is none. */
    String loadBalancerArn() {
        return albs.state().loadBalancers().keySet().stream().findFirst().orElse("");
    }

    /** The ports to listen on, by the ARNs of listeners, and whether TLS is spoken there. */
    Map<String, NodeListeners.Place> places() {
        return albs.state().listeners().values().stream()
                .filter(listener -> PROTOCOLS.contains(listener.protocol()))
                .collect(Collectors.toUnmodifiableMap(
                        Listener::listenerArn,
                        listener -> new NodeListeners.Place(
                                listener.port(), listener.protocol().equals("HTTPS"))));
    }

    /** The port that a listener should have; -1 where there is none of this ARN. */
    int port(String listenerArn) {
        Listener listener = albs.state().listeners().get(listenerArn);
        return listener == null ? -1 : listener.port();
    }

    /** The listener on {@code port}, whatever it speaks. */
    Lookup find(int port) {
        Lookup plain = fleet.find(loadBalancerArn(), "http", port);
        return plain instanceof Lookup.NoListener ? fleet.find(loadBalancerArn(), "https", port) : plain;
    }

    /** What the targets are like from here. */
    List<TargetSeen> targets() {
        List<TargetSeen> seen = new ArrayList<>();
        for (TargetGroup group : albs.state().targetGroups().values()) {
            group.targets().values().stream()
                    .filter(target -> target.deregisteredAt().isEmpty())
                    .forEach(target -> {
                        TargetHealth found = health.health(group, target);
                        AnomalyDetection compared = health.anomaly(group, target);
                        seen.add(new TargetSeen(
                                group.targetGroupArn(),
                                target.key(),
                                found.state(),
                                found.reason(),
                                found.description(),
                                compared.anomalous(),
                                compared.mitigated()));
                    });
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        delays.close();
        health.close();
    }
}
