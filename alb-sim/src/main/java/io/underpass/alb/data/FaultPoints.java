package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.FaultPoint;
import io.underpass.wire.FaultyUpstream;
import io.underpass.wire.InjectedFault;
import io.underpass.wire.Upstream;
import java.util.List;
import java.util.Optional;

/**
 * Where something can be made to go wrong with requests to load balancers.
 *
 * <p>Threads: safe.
 *
 * @param loadBalancers called by their ARN or name
 * @param listeners called by their ARN, or by their load balancer's name and their port: {@code orders:80}
 * @param targets called by what they were registered as (a Lambda function by its ARN), with their port or without it;
 *     health checks do not pass here
 * @param checks where the health checks of targets pass, which are called alike
 */
public record FaultPoints(FaultPoint loadBalancers, FaultPoint listeners, FaultPoint targets, FaultPoint checks) {

    /** Points where nothing goes wrong yet. */
    public FaultPoints() {
        this(new FaultPoint(), new FaultPoint(), new FaultPoint(), new FaultPoint());
    }

    /** What goes wrong with a request, or a connection, that arrives at a listener. */
    Optional<InjectedFault> on(ListenerEntry at) {
        if (loadBalancers.isQuiet() && listeners.isQuiet()) {
            return Optional.empty();
        }
        String name = at.loadBalancer().source().loadBalancerName();
        Optional<InjectedFault> first =
                loadBalancers.hit(List.of(at.loadBalancer().arn(), name));
        Optional<InjectedFault> second = first.filter(InjectedFault::ends).isPresent()
                ? Optional.empty()
                : listeners.hit(
                        List.of(at.listener().arn(), name + ':' + at.listener().portText()));
        return first.isPresent() && second.isPresent()
                ? Optional.of(first.get().then(second.get()))
                : first.or(() -> second);
    }

    /** A listener that does not speak HTTP itself, on the way to which something may go wrong. */
    Upstream before(Upstream upstream, ListenerEntry at) {
        return (request, sink) -> {
            Optional<InjectedFault> fault = on(at);
            return fault.isPresent()
                    ? new FaultyUpstream(upstream, fault.get()).send(request, sink)
                    : upstream.send(request, sink);
        };
    }

    /** The way to a target, on which something may go wrong. */
    Upstream to(RoutableTarget target) {
        return targets.isQuiet() ? target.upstream() : onTheWay(target);
    }

    /** What goes wrong with a call of a group's target that is a Lambda function. */
    Optional<InjectedFault> onFunction(CompiledTargetGroup group) {
        return targets.isQuiet()
                ? Optional.empty()
                : group.targets().stream().findFirst().flatMap(target -> targets.hit(List.of(target.host())));
    }

    /** What goes wrong with a connection that a network load balancer passes on to {@code member}, or a request on one. */
    Optional<InjectedFault> on(FlowTargets.Member member) {
        return targets.isQuiet()
                ? Optional.empty()
                : targets.hit(names(member.target(), member.address().host()));
    }

    /** The way to a target of a network load balancer, on which something may go wrong. */
    Upstream to(Upstream target, FlowTargets.Member member) {
        return on(member)
                .<Upstream>map(fault -> new FaultyUpstream(target, fault))
                .orElse(target);
    }

    /** What goes wrong with a health check of {@code target} at {@code address}. */
    Optional<InjectedFault> onCheck(CompiledTarget target, String address) {
        return checks.isQuiet() ? Optional.empty() : checks.hit(names(target, address));
    }

    private static List<String> names(CompiledTarget target, String address) {
        return List.of(RoutableTarget.name(address, target), target.key(), target.host());
    }

    private Upstream onTheWay(RoutableTarget target) {
        String key = target.name().replaceFirst(" \\(.*", ""); // an address may follow
        String host = key.replaceFirst(":[^:]*$", "");
        return targets.hit(List.of(target.name(), key, host))
                .<Upstream>map(fault -> new FaultyUpstream(target.upstream(), fault))
                .orElse(target.upstream());
    }
}
