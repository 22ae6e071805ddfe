package io.underpass.alb.control;

import java.time.Duration;

/**
 * What a user may set about the control API.
 *
 * <p>Threads: immutable.
 *
 * @param provisioning how long a new load balancer is {@code provisioning} before it is {@code active} and answers anybody
 * @param limits the quotas
 */
public record ElbV2Settings(Duration provisioning, Limits limits) {

    /** A second of provisioning, and AWS's default quotas. */
    public static final ElbV2Settings DEFAULTS = new ElbV2Settings(Duration.ofSeconds(1), Limits.AWS);

    /**
     * The quotas that are enforced.
     *
     * @param loadBalancers of a type, a region
     * @param targetGroups a region
     * @param listeners a load balancer
     * @param rules a load balancer, default rules not counted
     * @param targetGroupsPerLoadBalancer that its listeners and rules name
     * @param targetGroupsPerAction of one forward action
     * @param targets a target group
     * @param conditionValues a rule
     * @param conditionWildcards a rule
     * @param certificates a load balancer, the default ones of its listeners not counted
     * @param trustStores a region
     * @param targetsPerLoadBalancer registered with the groups that a load balancer of applications uses
     * @param targetsPerNetworkLoadBalancer registered with the groups that a load balancer of networks uses
     * @param registrationsPerTarget how often one id may be registered with the groups that a load balancer uses
     * @param verifyingListeners a load balancer: listeners that ask clients for certificates and verify them
     */
    public record Limits(
            int loadBalancers,
            int targetGroups,
            int listeners,
            int rules,
            int targetGroupsPerLoadBalancer,
            int targetGroupsPerAction,
            int targets,
            int conditionValues,
            int conditionWildcards,
            int certificates,
            int trustStores,
            int targetsPerLoadBalancer,
            int targetsPerNetworkLoadBalancer,
            int registrationsPerTarget,
            int verifyingListeners) {

        /** AWS's numbers of everything else. */
        public Limits(
                int loadBalancers,
                int targetGroups,
                int listeners,
                int rules,
                int targetGroupsPerLoadBalancer,
                int targetGroupsPerAction,
                int targets,
                int conditionValues,
                int conditionWildcards) {
            this(
                    loadBalancers,
                    targetGroups,
                    listeners,
                    rules,
                    targetGroupsPerLoadBalancer,
                    targetGroupsPerAction,
                    targets,
                    conditionValues,
                    conditionWildcards,
                    AWS.certificates,
                    AWS.trustStores,
                    AWS.targetsPerLoadBalancer,
                    AWS.targetsPerNetworkLoadBalancer,
                    AWS.registrationsPerTarget,
                    AWS.verifyingListeners);
        }

        /** AWS's defaults (spec 1.7); of the two numbers of wildcards its documentation gives, the one for new accounts. */
        public static final Limits AWS = new Limits(50, 3000, 50, 100, 100, 5, 1000, 5, 5, 25, 20, 1000, 3000, 1000, 2);
    }
}
