package io.underpass.vpclink.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A VPC link of the second version.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param vpcLinkId six characters, unique over all scopes and both versions
 * @param subnetIds each gets one network interface
 * @param tags by key
 * @param life from its creation to its end
 */
public record VpcLink(
        Scope scope,
        String vpcLinkId,
        String name,
        List<String> subnetIds,
        List<String> securityGroupIds,
        PSortedMap<String, String> tags,
        LinkLife life) {

    /** The status at {@code now}; empty once it is gone. That it is INACTIVE is not known here. */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        return life.statusAt(now);
    }

    /** What is said about it while it is {@code status}. */
    public String statusMessage(VpcLinkStatus status) {
        return status == VpcLinkStatus.FAILED ? life.failure().orElse(status.message()) : status.message();
    }

    /** This link by another name. */
    public VpcLink named(String newName) {
        return new VpcLink(scope, vpcLinkId, newName, subnetIds, securityGroupIds, tags, life);
    }

    /** This link with other tags. */
    public VpcLink tagged(PSortedMap<String, String> newTags) {
        return new VpcLink(scope, vpcLinkId, name, subnetIds, securityGroupIds, newTags, life);
    }

    /** This link on its way out. */
    public VpcLink deleting(LinkLife.Deletion requested) {
        return new VpcLink(scope, vpcLinkId, name, subnetIds, securityGroupIds, tags, life.deleting(requested));
    }
}
