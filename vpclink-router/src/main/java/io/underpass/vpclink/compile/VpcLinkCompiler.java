package io.underpass.vpclink.compile;

import io.underpass.aws.control.ControlState;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.HashMap;
import java.util.Map;

/**
 * Compiles VPC links; a link that did not change keeps its compiled form, and one of the first version needs none.
 *
 * <p>Threads: stateless.
 */
public final class VpcLinkCompiler implements ControlState.Compiler<VpcLinkState, VpcLinkSnapshot> {

    @Override
    public VpcLinkSnapshot first(VpcLinkState state) {
        return compile(Map.of(), state);
    }

    @Override
    public VpcLinkSnapshot next(VpcLinkSnapshot previous, VpcLinkState before, VpcLinkState state) {
        return compile(previous.links(), state);
    }

    private static VpcLinkSnapshot compile(Map<String, CompiledLink> known, VpcLinkState state) {
        Map<String, CompiledLink> links = new HashMap<>();
        for (VpcLink link : state.links().values()) {
            CompiledLink compiled = known.get(link.vpcLinkId());
            links.put(
                    link.vpcLinkId(),
                    compiled != null && sameObject(compiled.link(), link) ? compiled : CompiledLink.of(link));
        }
        return new VpcLinkSnapshot(Map.copyOf(links), state.v1Links());
    }

    @SuppressWarnings("ReferenceEquality") // unchanged links are shared between states
    private static boolean sameObject(VpcLink one, VpcLink other) {
        return one == other;
    }
}
