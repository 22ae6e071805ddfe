package io.underpass.emulator.assembly;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.network.compile.NetworkSnapshot;
import io.underpass.network.data.Place;
import io.underpass.network.data.Reachability;
import io.underpass.network.data.Verdict;
import io.underpass.vpclink.model.VpcLink;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Joins VPC links to the networks between them and load balancers. A verdict stands until a network or a load balancer
 * changes, so that a request costs a look into a map.
 *
 * <p>Threads: safe; never blocks.
 */
final class JudgedNetworks implements io.underpass.vpclink.Reachability {

    /** Links come and go without a change of networks and load balancers; their verdicts must not pile up. */
    private static final int REMEMBERED = 10_000;

    private final Supplier<NetworkSnapshot> networks;
    private final Supplier<AlbState> loadBalancers;
    private volatile Verdicts verdicts;

    JudgedNetworks(Supplier<NetworkSnapshot> networks, Supplier<AlbState> loadBalancers) {
        this.networks = networks;
        this.loadBalancers = loadBalancers;
        this.verdicts = new Verdicts(networks.get(), loadBalancers.get(), new ConcurrentHashMap<>());
    }

    @Override
    public Optional<String> obstacle(VpcLink link, String loadBalancerArn, int port) {
        Verdicts current = current();
        Route route = new Route(link, loadBalancerArn, port);
        Optional<String> known = current.byRoute().get(route);
        return known == null ? current.judge(route) : known;
    }

    @SuppressWarnings("ReferenceEquality") // each publication is another object
    private Verdicts current() {
        Verdicts latest = verdicts;
        NetworkSnapshot snapshot = networks.get();
        AlbState state = loadBalancers.get();
        if (latest.networks() != snapshot || latest.loadBalancers() != state) {
            latest = new Verdicts(snapshot, state, new ConcurrentHashMap<>());
            verdicts = latest;
        }
        return latest;
    }

    /** What was judged of these networks and load balancers: the obstacle of a route, empty where there is none. */
    private record Verdicts(NetworkSnapshot networks, AlbState loadBalancers, Map<Route, Optional<String>> byRoute) {

        Optional<String> judge(Route route) {
            LoadBalancer loadBalancer = loadBalancers.loadBalancers().get(route.loadBalancerArn);
            if (loadBalancer == null) {
                return Optional.empty(); // Deleted a moment ago: this request was before that.
            }
            Verdict verdict = new Reachability(networks).judge(place(route.link), place(loadBalancer), route.port);
            Optional<String> obstacle = verdict instanceof Verdict.Unreachable unreachable
                    ? Optional.of(unreachable.reason())
                    : Optional.empty();
            if (byRoute.size() >= REMEMBERED) {
                byRoute.clear();
            }
            byRoute.put(route, obstacle);
            return obstacle;
        }

        private static Place place(VpcLink link) {
            return new Place("VPC link " + link.vpcLinkId(), link.scope(), link.subnetIds(), link.securityGroupIds());
        }

        private static Place place(LoadBalancer loadBalancer) {
            return new Place(
                    "load balancer " + loadBalancer.loadBalancerName(),
                    loadBalancer.scope(),
                    loadBalancer.availabilityZones().stream()
                            .map(LoadBalancer.AvailabilityZone::subnetId)
                            .toList(),
                    loadBalancer.securityGroups());
        }
    }

    /** From a link to a port. A link that changes is another object, so that its members need not be compared. */
    private static final class Route {

        private final VpcLink link;
        private final String loadBalancerArn;
        private final int port;

        Route(VpcLink link, String loadBalancerArn, int port) {
            this.link = link;
            this.loadBalancerArn = loadBalancerArn;
            this.port = port;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Route route
                    && route.link == link
                    && route.port == port
                    && route.loadBalancerArn.equals(loadBalancerArn);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(link) + port) + loadBalancerArn.hashCode();
        }
    }
}
