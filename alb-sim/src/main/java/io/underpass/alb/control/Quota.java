package io.underpass.alb.control;

/**
 * The quotas that are enforced, with AWS's defaults (spec 1.7).
 *
 * <p>Threads: immutable.
 */
public enum Quota {
    /** Of a type, a region. */
    LOAD_BALANCERS(50),
    /** A region. */
    TARGET_GROUPS(3000),
    /** A load balancer. */
    LISTENERS(50),
    /** A load balancer, default rules not counted. */
    RULES(100),
    /** That a load balancer's listeners and rules name. */
    TARGET_GROUPS_PER_LOAD_BALANCER(100),
    /** Of one forward action. */
    TARGET_GROUPS_PER_ACTION(5),
    /** A target group. */
    TARGETS(1000),
    /** A rule. */
    CONDITION_VALUES(5),
    /** A rule; of the two numbers that AWS's documentation gives, the one for new accounts. */
    CONDITION_WILDCARDS(5),
    /** A load balancer, the default ones of its listeners not counted. */
    CERTIFICATES(25),
    /** A region. */
    TRUST_STORES(20),
    /** Registered with the groups that a load balancer of applications uses. */
    TARGETS_PER_LOAD_BALANCER(1000),
    /** Registered with the groups that a load balancer of networks uses. */
    TARGETS_PER_NETWORK_LOAD_BALANCER(3000),
    /** How often one id may be registered with the groups that a load balancer uses. */
    REGISTRATIONS_PER_TARGET(1000),
    /** A load balancer: listeners that ask clients for certificates and verify them. */
    VERIFYING_LISTENERS(2);

    private final int atAws;

    Quota(int atAws) {
        this.atAws = atAws;
    }

    /** AWS's default. */
    public int atAws() {
        return atAws;
    }
}
