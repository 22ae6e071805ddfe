package io.underpass.vpclink.control;

import io.underpass.aws.control.Call;
import io.underpass.vpclink.model.VpcLinkState;

/** Ids of new links; both versions share one namespace. Threads: confined to the control thread. */
final class VpcLinkIds {

    private static final int LENGTH = 6;

    private VpcLinkIds() {}

    static String unused(Call<VpcLinkState> call) {
        String id = call.ids().alphanumeric(LENGTH);
        while (call.state().knows(id)) {
            id = call.ids().alphanumeric(LENGTH);
        }
        return id;
    }
}
