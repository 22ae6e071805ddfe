package io.underpass.vpclink;

import io.underpass.vpclink.model.VpcLink;
import java.util.Optional;

/**
 * Port: what VPC links need of the network between them and load balancers.
 *
 * <p>Threads: safe; called on event loops, once a request, never blocking.
 */
@FunctionalInterface
public interface Reachability {

    /**
     * What keeps a link's traffic from a load balancer, for people; empty where nothing does.
     *
     * @param loadBalancerArn of one that exists
     * @param port one that it listens on
     */
    Optional<String> obstacle(VpcLink link, String loadBalancerArn, int port);
}
