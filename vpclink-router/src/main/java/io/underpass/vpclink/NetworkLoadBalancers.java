package io.underpass.vpclink;

import io.underpass.aws.Scope;

/**
 * Port: what making a link of the first version needs to know of load balancers.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface NetworkLoadBalancers {

    /** Whether {@code scope} has the network load balancer {@code arn}. */
    boolean exists(Scope scope, String arn);
}
