package io.underpass.vpclink.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A VPC link of the second version. Its status follows from the time, so that nothing has to wait for it.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param vpcLinkId six characters, unique over all scopes
 * @param subnetIds each gets one network interface
 * @param tags by key
 * @param createdDate it is PENDING from then on
 * @param availableAt it is AVAILABLE from then on
 * @param deletion empty until somebody deletes it
 */
public record VpcLink(
        Scope scope,
        String vpcLinkId,
        String name,
        List<String> subnetIds,
        List<String> securityGroupIds,
        PSortedMap<String, String> tags,
        Instant createdDate,
        Instant availableAt,
        Optional<Deletion> deletion) {

    /**
     * The last phase.
     *
     * @param requestedAt it is DELETING from then on
     * @param goneAt it does not exist from then on
     */
    public record Deletion(Instant requestedAt, Instant goneAt) {}

    /** The status at {@code now}; empty once it is gone. */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        if (deletion.isPresent()) {
            return now.isBefore(deletion.get().goneAt()) ? Optional.of(VpcLinkStatus.DELETING) : Optional.empty();
        }
        return Optional.of(now.isBefore(availableAt) ? VpcLinkStatus.PENDING : VpcLinkStatus.AVAILABLE);
    }

    /** This link by another name. */
    public VpcLink named(String newName) {
        return new VpcLink(
                scope, vpcLinkId, newName, subnetIds, securityGroupIds, tags, createdDate, availableAt, deletion);
    }

    /** This link with other tags. */
    public VpcLink tagged(PSortedMap<String, String> newTags) {
        return new VpcLink(
                scope, vpcLinkId, name, subnetIds, securityGroupIds, newTags, createdDate, availableAt, deletion);
    }

    /** This link on its way out. */
    public VpcLink deleting(Deletion requested) {
        return new VpcLink(
                scope,
                vpcLinkId,
                name,
                subnetIds,
                securityGroupIds,
                tags,
                createdDate,
                availableAt,
                Optional.of(requested));
    }
}
