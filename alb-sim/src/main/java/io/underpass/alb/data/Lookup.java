package io.underpass.alb.data;

import io.underpass.wire.HttpService;
import java.util.List;

/**
 * What a load balancer's or listener's ARN leads to.
 *
 * <p>Threads: immutable.
 */
public sealed interface Lookup {

    /** A listener that takes requests: right for the request at hand, to be looked up again for the next. */
    record Found(String loadBalancerArn, String listenerArn, HttpService service) implements Lookup {}

    /** There is no load balancer or listener of that name. */
    record NoLoadBalancer() implements Lookup {}

    /**
     * The load balancer takes no requests yet.
     *
     * @param state provisioning
     */
    record NotActive(String loadBalancerArn, String state) implements Lookup {}

    /**
     * The load balancer does not listen there.
     *
     * @param ports where it does
     * @param reason for people: what was looked for and what was found
     */
    record NoListener(String loadBalancerArn, List<Integer> ports, String reason) implements Lookup {}
}
