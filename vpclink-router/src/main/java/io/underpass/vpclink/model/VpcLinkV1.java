package io.underpass.vpclink.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A VPC link of the first version: to one network load balancer.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param vpcLinkId six characters, unique over all scopes and both versions
 * @param targetArns what was given as the load balancer: exactly one
 * @param tags by key
 * @param life from its creation to its end
 */
public record VpcLinkV1(
        Scope scope,
        String vpcLinkId,
        String name,
        Optional<String> description,
        List<String> targetArns,
        PSortedMap<String, String> tags,
        LinkLife life) {

    /** The load balancer it leads to. */
    public String targetArn() {
        return targetArns.get(0);
    }

    /** The status at {@code now}; empty once it is gone. */
    public Optional<VpcLinkStatus> statusAt(Instant now) {
        return life.statusAt(now);
    }

    /** This link with another name and description. */
    public VpcLinkV1 described(String newName, Optional<String> newDescription) {
        return new VpcLinkV1(scope, vpcLinkId, newName, newDescription, targetArns, tags, life);
    }

    /** This link with other tags. */
    public VpcLinkV1 tagged(PSortedMap<String, String> newTags) {
        return new VpcLinkV1(scope, vpcLinkId, name, description, targetArns, newTags, life);
    }

    /** This link on its way out. */
    public VpcLinkV1 deleting(LinkLife.Deletion requested) {
        return new VpcLinkV1(scope, vpcLinkId, name, description, targetArns, tags, life.deleting(requested));
    }
}
