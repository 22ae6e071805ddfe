package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger position = new AtomicInteger();
    private final Map<String, InFlight> inFlight = new ConcurrentHashMap<>();
    private volatile @Nullable RoutableTargets routable;

    GroupTurns(HealthStates health, Targets targets, Duration connectTimeout) {
        this.health = health;
        this.targets = targets;
        this.connectTimeout = connectTimeout;
    }

    /** The next target by round robin; null where there is none. */
    @Nullable
    RoutableTarget next(CompiledTargetGroup group, Duration idleTimeout) {
        List<RoutableTarget> eligible = routable(group, idleTimeout).targets();
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

    /** Ends what the target is answering still, for its deregistration delay is over. */
    void cutOff(String target) {
        Optional.ofNullable(inFlight.remove(target)).ifPresent(InFlight::cutOff);
    }

    private RoutableTargets routable(CompiledTargetGroup group, Duration idleTimeout) {
        RoutableTargets known = routable;
        if (known != null && known.isFor(group, idleTimeout, health.version())) {
            return known;
        }
        RoutableTargets chosen = RoutableTargets.choose(group, idleTimeout, health, new Routes(idleTimeout));
        routable = chosen;
        return chosen;
    }

    private final class Routes implements RoutableTargets.Route {

        private final Duration idleTimeout;

        Routes(Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
        }

        @Override
        public RoutableTarget to(CompiledTarget target, TargetAddress address) {
            Upstream upstream = targets.to(address.host(), target.port(), connectTimeout, idleTimeout);
            return RoutableTarget.at(address.host(), target, upstream, inFlight(target));
        }

        @Override
        public RoutableTarget toNowhere(CompiledTarget target) {
            return new RoutableTarget(target.key(), new NoAddress(target.host()), inFlight(target));
        }

        private InFlight inFlight(CompiledTarget target) {
            return inFlight.computeIfAbsent(target.key(), key -> new InFlight());
        }
    }
}
