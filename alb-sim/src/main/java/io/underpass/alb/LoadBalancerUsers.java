package io.underpass.alb;

import io.underpass.aws.Scope;
import java.time.Instant;

/**
 * Port: what of other services stands on a load balancer.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface LoadBalancerUsers {

    /** Nothing does. */
    LoadBalancerUsers NONE = (scope, loadBalancerArn, now) -> false;

    /** Whether something in {@code scope} would lose its way at {@code now} if the load balancer were deleted. */
    boolean use(Scope scope, String loadBalancerArn, Instant now);
}
