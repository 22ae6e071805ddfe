package io.underpass.vpclink.control;

import java.time.Duration;

/**
 * How long VPC links take and how many there may be.
 *
 * <p>Threads: immutable.
 *
 * @param provisioning from the creation of a link until it is AVAILABLE; minutes on AWS; zero for at once
 * @param deprovisioning from the deletion of a link until it is gone; minutes on AWS; zero for at once
 * @param linksPerRegion the quota "VPC links (V2) per account per Region"
 * @param v1LinksPerRegion the quota "VPC links per account per Region", of the first version
 * @param subnetsPerLink the quota "Subnets per VPC link"
 */
public record VpcLinkSettings(
        Duration provisioning, Duration deprovisioning, int linksPerRegion, int v1LinksPerRegion, int subnetsPerLink) {

    /**
     * A second each way. AWS raises the number of links, from 10 and 20, on request, which counts as done: suites of tests
     * make more of them.
     */
    public static final VpcLinkSettings DEFAULT =
            new VpcLinkSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), Integer.MAX_VALUE, Integer.MAX_VALUE, 10);

    /** These settings with links that take {@code time} to come and to go. */
    public VpcLinkSettings taking(Duration time) {
        return new VpcLinkSettings(time, time, linksPerRegion, v1LinksPerRegion, subnetsPerLink);
    }
}
