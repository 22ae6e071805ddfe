package io.underpass.emulator.assembly;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.Scope;
import io.underpass.network.Interfaces;
import io.underpass.vpclink.compile.CompiledLink;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joins networks to those who have interfaces in them: each VPC link and each load balancer has one a subnet. How AWS
 * describes those of links of the second version is a guess.
 *
 * <p>Threads: for the control thread.
 */
final class AttachedInterfaces implements Interfaces {

    private final Supplier<VpcLinkSnapshot> links;
    private final Supplier<AlbState> loadBalancers;
    private final InstantSource clock;

    AttachedInterfaces(Supplier<VpcLinkSnapshot> links, Supplier<AlbState> loadBalancers, InstantSource clock) {
        this.links = links;
        this.loadBalancers = loadBalancers;
        this.clock = clock;
    }

    @Override
    public List<Interface> in(Scope scope) {
        List<Interface> interfaces = new ArrayList<>();
        links.get().links().values().stream()
                .filter(link -> link.scope().equals(scope)
                        && link.statusAt(clock.instant()).isPresent())
                .forEach(link -> add(interfaces, link));
        loadBalancers.get().loadBalancers().values().stream()
                .filter(loadBalancer -> loadBalancer.scope().equals(scope))
                .forEach(loadBalancer -> add(interfaces, loadBalancer));
        return interfaces;
    }

    private static void add(List<Interface> interfaces, CompiledLink link) {
        List<String> subnetIds = link.link().subnetIds();
        for (int i = 0; i < subnetIds.size(); i++) {
            interfaces.add(new Interface(
                    "vpclink/" + link.id(),
                    "VPC link " + link.id(),
                    "api_gateway_managed",
                    "amazon-apigateway",
                    subnetIds.get(i),
                    link.link().securityGroupIds(),
                    Optional.of(link.addresses().get(i).getHostAddress())));
        }
    }

    private static void add(List<Interface> interfaces, LoadBalancer loadBalancer) {
        String arn = loadBalancer.loadBalancerArn();
        String owner = arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
        for (LoadBalancer.AvailabilityZone zone : loadBalancer.availabilityZones()) {
            interfaces.add(new Interface(
                    owner,
                    "ELB " + owner,
                    loadBalancer.type().equals("network") ? "network_load_balancer" : "interface",
                    "amazon-elb",
                    zone.subnetId(),
                    loadBalancer.securityGroups(),
                    Optional.empty()));
        }
    }
}
