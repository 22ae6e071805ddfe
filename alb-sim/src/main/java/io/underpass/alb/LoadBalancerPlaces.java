package io.underpass.alb;

import java.util.Optional;

/**
 * Port: where load balancers run.
 *
 * <p>Threads: safe.
 */
@FunctionalInterface
public interface LoadBalancerPlaces {

    /** All in this process. */
    LoadBalancerPlaces HERE = loadBalancerArn -> Optional.empty();

    /** The address that a load balancer listens on; empty where it runs in this process and has none. */
    Optional<String> address(String loadBalancerArn);
}
