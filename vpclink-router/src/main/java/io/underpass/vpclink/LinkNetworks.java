package io.underpass.vpclink;

import io.underpass.aws.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Port: what making a link of the second version needs to know of networks.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface LinkNetworks {

    /** Nothing is known of any subnet. */
    LinkNetworks UNKNOWN = (scope, subnetId) -> Optional.empty();

    /** The subnet {@code subnetId} as {@code scope} sees it; empty where nothing is known of it: then any will do. */
    Optional<Subnet> subnet(Scope scope, String subnetId);

    /**
     * What is wrong with ids that nobody created, in EC2's words; empty where there are none, or any will do.
     *
     * @param subnetIds at least one
     */
    default Optional<String> refusal(Scope scope, List<String> subnetIds, List<String> securityGroupIds) {
        return Optional.empty();
    }

    /**
     * A subnet.
     *
     * @param shared whether another account owns it
     */
    record Subnet(String vpcId, boolean shared) {}
}
