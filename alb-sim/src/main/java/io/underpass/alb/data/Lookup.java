package io.underpass.alb.data;

import io.underpass.aws.Scope;
import io.underpass.wire.HttpService;
import io.underpass.wire.InProcessUpstream;
import io.underpass.wire.Upstream;
import java.util.List;

/**
 * What a load balancer's or listener's ARN leads to.
 *
 * <p>Threads: immutable.
 */
public sealed interface Lookup {

    /**
     * A listener that takes requests: right for the request at hand, to be looked up again for the next.
     *
     * @param owner the account and region of the load balancer
     * @param service answers for it
     * @param inProcess leads to {@code service} without a socket
     */
    record Found(Scope owner, String loadBalancerArn, String listenerArn, HttpService service, Upstream inProcess)
            implements Lookup {

        static Found of(Scope owner, String loadBalancerArn, String listenerArn, HttpService service) {
            return new Found(owner, loadBalancerArn, listenerArn, service, new InProcessUpstream(service));
        }
    }

    /** There is no load balancer or listener of that name. */
    record NoLoadBalancer() implements Lookup {}

    /**
     * The load balancer takes no requests yet.
     *
     * @param state provisioning
     */
    record NotActive(String loadBalancerArn, String state) implements Lookup {}

    /**
     * The load balancer listens there, and what AWS does with the requests is not emulated.
     *
     * @param reason for people: what is not
     */
    record NotEmulated(String loadBalancerArn, String reason) implements Lookup {}

    /**
     * The load balancer does not listen there.
     *
     * @param ports where it does
     * @param reason for people: what was looked for and what was found
     */
    record NoListener(String loadBalancerArn, List<Integer> ports, String reason) implements Lookup {}
}
