package io.underpass.alb.data;

import io.underpass.alb.Targets;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * From a target that a network load balancer chose to what leads there: an address, or a load balancer of applications of
 * the same snapshot.
 *
 * <p>Threads: safe.
 */
final class FlowRoutes {

    private final Roster roster;
    private final Phases phases;
    private final Duration idleTimeout;

    FlowRoutes(Roster roster, Phases phases, Duration idleTimeout) {
        this.roster = roster;
        this.phases = phases;
        this.idleTimeout = idleTimeout;
    }

    /** The way of an HTTP request; empty where the target is a load balancer that takes none. */
    Optional<Upstream> upstream(CompiledTargetGroup group, FlowTargets.Member member) {
        if (group.source().targetType().equals("alb")) {
            return loadBalancer(member).map(phases.ways());
        }
        Targets targets = phases.targets();
        return Optional.of(
                targets.to(member.address().host(), member.target().port(), phases.connectTimeout(), idleTimeout));
    }

    /** The end of a connection. */
    FlowTarget target(CompiledTargetGroup group, FlowTargets.Member member) {
        if (!group.source().targetType().equals("alb")) {
            return new FlowTarget.Address(
                    member.address().host(), member.target().port(), idleTimeout);
        }
        Function<Lookup.Found, FlowTarget> listener = FlowTarget.Listener::new;
        return loadBalancer(member).map(listener).orElseGet(() -> new FlowTarget.None(noWay(member)));
    }

    /** For people: why there is no way. */
    String noWay(FlowTargets.Member member) {
        Lookup lookup = find(member);
        String why = lookup instanceof Lookup.NoListener none
                ? none.reason()
                : lookup instanceof Lookup.NotActive waiting ? "it is " + waiting.state() : "it does not exist";
        return "the target " + member.target().host() + " takes no connections on port "
                + member.target().port() + ": " + why;
    }

    private Optional<Lookup.Found> loadBalancer(FlowTargets.Member member) {
        return find(member) instanceof Lookup.Found found ? Optional.of(found) : Optional.empty();
    }

    private Lookup find(FlowTargets.Member member) {
        return roster.find(member.target().host(), "http", member.target().port());
    }
}
