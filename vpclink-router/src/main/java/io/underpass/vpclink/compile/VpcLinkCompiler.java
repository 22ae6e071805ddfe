package io.underpass.vpclink.compile;

import io.underpass.aws.control.ControlState;
import io.underpass.vpclink.SubnetBlocks;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.util.HashMap;
import java.util.Map;

/**
 * Compiles VPC links; a link that did not change keeps its compiled form, and one of the first version needs none.
 *
 * <p>Threads: immutable.
 */
public final class VpcLinkCompiler implements ControlState.Compiler<VpcLinkState, VpcLinkSnapshot> {

    private final SubnetBlocks blocks;

    /** Without knowledge of subnets. */
    public VpcLinkCompiler() {
        this(SubnetBlocks.UNKNOWN);
    }

    /** Gives links addresses in {@code blocks}. */
    public VpcLinkCompiler(SubnetBlocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public VpcLinkSnapshot first(VpcLinkState state) {
        return compile(Map.of(), state);
    }

    @Override
    public VpcLinkSnapshot next(VpcLinkSnapshot previous, VpcLinkState before, VpcLinkState state) {
        return compile(previous.links(), state);
    }

    private VpcLinkSnapshot compile(Map<String, CompiledLink> known, VpcLinkState state) {
        Map<String, CompiledLink> links = new HashMap<>();
        for (VpcLink link : state.links().values()) {
            CompiledLink compiled = known.get(link.vpcLinkId());
            links.put(
                    link.vpcLinkId(),
                    compiled != null && sameObject(compiled.link(), link) ? compiled : CompiledLink.of(link, blocks));
        }
        return new VpcLinkSnapshot(Map.copyOf(links), state.v1Links());
    }

    @SuppressWarnings("ReferenceEquality") // unchanged links are shared between states
    private static boolean sameObject(VpcLink one, VpcLink other) {
        return one == other;
    }
}
