package io.underpass.vpclink.control;

import io.underpass.aws.state.StateCheck;
import io.underpass.aws.state.UnreadableState;
import io.underpass.vpclink.model.VpcLinkState;

/**
 * Looks whether the links of an imported state are found by their ids. What they lead to may be missing: such a link is
 * FAILED, or was made for networks that nobody created.
 *
 * <p>Threads: stateless.
 */
public final class LinkReferences implements StateCheck<VpcLinkState> {

    @Override
    public void check(VpcLinkState state) {
        state.links().forEach((key, link) -> StateCheck.key(key, link.vpcLinkId(), "links", key, "vpcLinkId"));
        state.v1Links().forEach((key, link) -> {
            StateCheck.key(key, link.vpcLinkId(), "v1Links", key, "vpcLinkId");
            if (state.links().containsKey(key)) {
                throw UnreadableState.at("is the id of a link of version 2 as well", "v1Links", key, "vpcLinkId");
            }
            if (link.targetArns().size() != 1) {
                throw UnreadableState.at("must be one load balancer", "v1Links", key, "targetArns");
            }
        });
    }
}
