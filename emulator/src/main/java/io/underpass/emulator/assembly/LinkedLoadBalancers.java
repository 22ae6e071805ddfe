package io.underpass.emulator.assembly;

import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import io.underpass.emulator.node.Placements;
import io.underpass.vpclink.LoadBalancers;
import io.underpass.vpclink.NetworkLoadBalancers;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Joins VPC links to load balancers: a load balancer is called on the event loop of the request, or over the network where
 * it runs on a node.
 *
 * <p>Threads: safe; never blocks.
 */
final class LinkedLoadBalancers implements LoadBalancers, NetworkLoadBalancers {

    private static final int NAMED = 5;

    private final LoadBalancerFleet fleet;
    private final Supplier<Placements> places;
    private final Supplier<AlbState> state;

    LinkedLoadBalancers(LoadBalancerFleet fleet, Supplier<Placements> places, Supplier<AlbState> state) {
        this.fleet = fleet;
        this.places = places;
        this.state = state;
    }

    @Override
    public Lookup find(Scope scope, String arn, String scheme, int port) {
        io.underpass.alb.data.Lookup lookup = fleet.find(arn, scheme, port);
        if (lookup instanceof io.underpass.alb.data.Lookup.Found found) {
            return found.owner().equals(scope)
                    ? new Lookup.Found(
                            found.loadBalancerArn(),
                            found.listenerArn(),
                            places.get().way(found))
                    : new Lookup.WrongScope(found.owner());
        }
        if (lookup instanceof io.underpass.alb.data.Lookup.NoLoadBalancer) {
            return new Lookup.NoLoadBalancer(existing(scope));
        }
        Scope owner = Arn.parse(arn)
                .map(parsed -> new Scope(parsed.account(), parsed.region()))
                .orElse(scope);
        if (!owner.equals(scope)) {
            return new Lookup.WrongScope(owner);
        }
        if (lookup instanceof io.underpass.alb.data.Lookup.NotActive waiting) {
            return new Lookup.NotActive(waiting.state());
        }
        if (lookup instanceof io.underpass.alb.data.Lookup.NotEmulated missing) {
            return new Lookup.NotEmulated(missing.reason());
        }
        String protocol = arn.contains(":loadbalancer/net/") ? "TCP:" : "HTTP:";
        io.underpass.alb.data.Lookup.NoListener none = (io.underpass.alb.data.Lookup.NoListener) lookup;
        return new Lookup.NoListener(
                none.ports().stream().map(open -> protocol + open).collect(Collectors.joining(", ")));
    }

    @Override
    public boolean exists(Scope scope, String arn) {
        LoadBalancer loadBalancer = state.get().loadBalancers().get(arn);
        return loadBalancer != null && loadBalancer.scope().equals(scope) && loadBalancer.network();
    }

    /** For the person who reads the refusal: the first few ARNs that there are. */
    private String existing(Scope scope) {
        return state.get().loadBalancers().values().stream()
                .filter(loadBalancer -> loadBalancer.scope().equals(scope))
                .map(LoadBalancer::loadBalancerArn)
                .limit(NAMED)
                .collect(Collectors.joining(", "));
    }
}
