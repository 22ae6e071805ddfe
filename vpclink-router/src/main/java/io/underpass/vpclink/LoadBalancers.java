package io.underpass.vpclink;

import io.underpass.aws.Scope;
import io.underpass.wire.Upstream;

/**
 * Port: what VPC links need of load balancers.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
@FunctionalInterface
public interface LoadBalancers {

    /**
     * Finds the listener that a request through a link arrives at.
     *
     * @param scope the account and region of the link
     * @param loadBalancerArn as the integration has it, unchecked: any text
     * @param scheme http or https
     * @param port the listener's port
     */
    Lookup find(Scope scope, String loadBalancerArn, String scheme, int port);

    /** The answer to {@link #find}. */
    sealed interface Lookup {

        /**
         * There is a listener.
         *
         * @param upstream takes the request; the receiver's end of {@code peer} is its own affair
         */
        record Found(String loadBalancerArn, String listenerArn, Upstream upstream) implements Lookup {}

        /**
         * No load balancer has this ARN.
         *
         * @param existing for people: the ARNs of those that the scope has; empty where it has none
         */
        record NoLoadBalancer(String existing) implements Lookup {}

        /**
         * The load balancer belongs to another account or region.
         *
         * @param owner where it lives
         */
        record WrongScope(Scope owner) implements Lookup {}

        /**
         * The load balancer exists and takes no traffic yet.
         *
         * @param state AWS's state code, {@code provisioning} for instance
         */
        record NotActive(String state) implements Lookup {}

        /**
         * The load balancer has no listener for this scheme and port.
         *
         * @param listeners for people: protocols and ports that it has, {@code HTTP:80, HTTPS:443}; empty where it has
         *     none
         */
        record NoListener(String listeners) implements Lookup {}

        /**
         * The load balancer listens there, and what AWS does with the request is not emulated.
         *
         * @param what for people
         */
        record NotEmulated(String what) implements Lookup {}
    }
}
