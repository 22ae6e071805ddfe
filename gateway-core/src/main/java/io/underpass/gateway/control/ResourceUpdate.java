package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Renames and moves resources; the paths of everything below follow.
 *
 * <p>Threads: stateless.
 */
final class ResourceUpdate {

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/parentId")
            .on("/pathPart", PatchTable.REPLACE, PatchChanges::setText);

    private ResourceUpdate() {}

    static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Resource before = Lookup.resource(api, call.input());
        List<PatchOperation> operations = PatchOperation.of(call.input());
        ObjectNode document = PATCHES.apply(ResourceJson.of(before, false), operations);
        if (operations.isEmpty()) {
            return new Outcome<>(call.state(), document);
        }
        if (before.parentId().isEmpty()) {
            throw Refusals.badRequest(
                    "Root resource cannot update its " + operations.get(0).key() + '.');
        }
        Input patched = new Input(document);
        Resource parent =
                Lookup.resource(api, patched.optionalString("parentId").orElse(""));
        String part = patched.string("pathPart");
        if (isAtOrBelow(api, parent, before.id())) {
            throw Refusals.badRequest("Resources cannot be cyclical.");
        }
        PathPart.check(api, parent, part, Optional.of(before.id()));
        Resource after = before.at(parent.id(), part, PathPart.below(parent, part));
        return new Outcome<>(call.state().with(moved(api, after)), ResourceJson.of(after, false));
    }

    private static boolean isAtOrBelow(ApiState api, Resource resource, String id) {
        Resource at = resource;
        while (!at.id().equals(id)) {
            if (at.parentId().isEmpty()) {
                return false;
            }
            at = Lookup.resource(api, at.parentId().get());
        }
        return true;
    }

    private static ApiState moved(ApiState api, Resource after) {
        ApiState next = api.with(after);
        for (var child : api.childrenOf(after.id()).entrySet()) {
            Resource below = Lookup.resource(api, child.getValue());
            next = moved(next, below.at(after.id(), child.getKey(), PathPart.below(after, child.getKey())));
        }
        return next;
    }
}
