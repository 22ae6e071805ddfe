package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.Balancing;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What must outlive a publication of a target group: whose turn it is. The eligible targets are kept along with it and
 * worked out anew when the group or any target's health has changed.
 *
 * <p>Threads: safe, lock-free; two threads may work out the same targets at once.
 */
final class GroupTurns {

    private final HealthStates health;
    private final Targets targets;
    private final Duration connectTimeout;
    private final IntUnaryOperator random;
    private final LoadBalancerMetrics metrics;
    private final AtomicInteger position = new AtomicInteger();
    private final AtomicInteger fullPosition = new AtomicInteger();
    private final Map<Integer, AtomicInteger> positionsInZones = new ConcurrentHashMap<>();
    private final AtomicInteger zonePosition = new AtomicInteger();
    private final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
    private final OutstandingRequests outstanding = new OutstandingRequests();
    private volatile @Nullable RoutableTargets routable;

    GroupTurns(
            HealthStates health,
            Targets targets,
            Duration connectTimeout,
            IntUnaryOperator random,
            LoadBalancerMetrics metrics) {
        this.metrics = metrics;
        this.health = health;
        this.targets = targets;
        this.connectTimeout = connectTimeout;
        this.random = random;
    }

    /** The next target by the group's algorithm; null where there is none. */
    @Nullable
    RoutableTarget next(CompiledTargetGroup group, Duration idleTimeout) {
        RoutableTargets known = routable(group, idleTimeout);
        Picking picking = known.picking();
        if (picking != null) {
            return picking.next();
        }
        List<RoutableTarget> eligible = known.targets();
        return eligible.isEmpty() ? null : eligible.get(turn(position, eligible.size()));
    }

    /** The target called {@code name}; null where it gets no requests right now. It takes no turn. */
    @Nullable
    RoutableTarget named(CompiledTargetGroup group, Duration idleTimeout, String name) {
        for (RoutableTarget target : routable(group, idleTimeout).targets()) {
            if (target.name().equals(name)) {
                return target;
            }
        }
        return null;
    }

    /** Takes a turn among {@code size}. */
    static int turn(AtomicInteger position, int size) {
        return Integer.remainderUnsigned(position.getAndIncrement(), size);
    }

    /** Begins with the first target again. */
    void restart() {
        position.set(0);
        fullPosition.set(0);
        zonePosition.set(0);
        positionsInZones.values().forEach(zone -> zone.set(0));
    }

    /** Ends what the target is answering still, for its deregistration delay is over. */
    void cutOff(String target) {
        Optional.ofNullable(inFlight.remove(target)).ifPresent(InFlight::cutOff);
    }

    private RoutableTargets routable(CompiledTargetGroup group, Duration idleTimeout) {
        RoutableTargets known = routable;
        if (known != null && known.isFor(group, idleTimeout, health.version())) {
            return known;
        }
        RoutableTargets chosen = RoutableTargets.choose(group, idleTimeout, health, new Routes(group, idleTimeout));
        routable = chosen;
        outstanding.keep(chosen.targets());
        return chosen;
    }

    private final class Routes implements RoutableTargets.Route {

        private final CompiledTargetGroup group;
        private final Duration idleTimeout;

        Routes(CompiledTargetGroup group, Duration idleTimeout) {
            this.group = group;
            this.idleTimeout = idleTimeout;
        }

        @Override
        public RoutableTarget to(CompiledTarget target, TargetAddress address, boolean compared, boolean carried) {
            Upstream upstream = upstream(address.host(), target.port());
            return routed(RoutableTarget.name(address.host(), target), target, upstream, compared, carried);
        }

        private Upstream upstream(String host, int port) {
            if (group.version() != ProtocolVersion.HTTP1) {
                return targets.http2(host, port, group.secure(), connectTimeout, idleTimeout);
            }
            return group.secure()
                    ? targets.toSecure(host, port, connectTimeout, idleTimeout)
                    : targets.to(host, port, connectTimeout, idleTimeout);
        }

        @Override
        public RoutableTarget toNowhere(CompiledTarget target) {
            return routed(target.key(), target, new NoAddress(target.host()), false, false);
        }

        private RoutableTarget routed(
                String name, CompiledTarget target, Upstream upstream, boolean compared, boolean carried) {
            InFlight answering = inFlight.computeIfAbsent(target.key(), key -> new InFlight());
            boolean counted = group.balancing().algorithm() == Balancing.Algorithm.LEAST_OUTSTANDING_REQUESTS;
            AtomicInteger toAnswer = counted ? outstanding.of(name) : null;
            AnswerTally answers = compared ? health.answers(group, target).orElse(null) : null;
            TargetLoad load = toAnswer == null && answers == null ? null : new TargetLoad(toAnswer, answers);
            return new RoutableTarget(
                    name,
                    upstream,
                    answering,
                    health.share(group, target),
                    load,
                    metrics.ofGroup(group.arn()),
                    !carried);
        }

        @Override
        public @Nullable Picking among(List<RoutableTarget> choice) {
            return among(choice, position);
        }

        private @Nullable Picking among(List<RoutableTarget> choice, AtomicInteger turns) {
            boolean even = choice.stream().allMatch(target -> target.share() == HealthStates.FULL_SHARE);
            return switch (group.balancing().algorithm()) {
                case LEAST_OUTSTANDING_REQUESTS -> new LeastOutstanding(choice, turns);
                case WEIGHTED_RANDOM -> new WeightedRandom(choice, random);
                case ROUND_ROBIN -> even ? null : new GrowingTurns(choice, turns, fullPosition, random);
            };
        }

        @Override
        public Picking amongZones(List<List<RoutableTarget>> zones) {
            List<Picking> pickings = new ArrayList<>();
            for (List<RoutableTarget> zone : zones) {
                AtomicInteger turns = positionsInZones.computeIfAbsent(pickings.size(), index -> new AtomicInteger());
                pickings.add(inZone(zone, turns));
            }
            return new ZoneTurns(pickings, zonePosition);
        }

        private Picking inZone(List<RoutableTarget> choice, AtomicInteger turns) {
            if (choice.isEmpty()) {
                return () -> null;
            }
            Picking picking = among(choice, turns);
            return picking != null ? picking : () -> choice.get(turn(turns, choice.size()));
        }
    }
}
