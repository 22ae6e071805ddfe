package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Resources: create, get, list, update, delete with all that is below. Threads: stateless. */
final class Resources {

    static final int RESOURCE_ID_LENGTH = 6;

    private Resources() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createResourceInput")
                .path("restApiId")
                .path("parentId")
                .required("pathPart", Shapes.string());
        var get = embed(one("getResourceInput"));
        var list = embed(Listing.paged(Shapes.input("getResourcesInput").path("restApiId")));
        var update = one("updateResourceInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteResourceInput");
        String all = "/restapis/{restApiId}/resources";
        String one = all + "/{resourceId}";
        return List.of(
                Route.of("POST", all + "/{parentId}", 201, "CreateResource", create, Resources::create),
                Route.of("GET", all, 200, "GetResources", list, Resources::list),
                Route.of("GET", one, 200, "GetResource", get, Resources::get),
                Route.of("PATCH", one, 200, "UpdateResource", update, ResourceUpdate::update),
                Route.of("DELETE", one, 202, "DeleteResource", delete, Resources::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("resourceId");
    }

    private static StructureShape embed(StructureShape shape) {
        return shape.query("embed", "embed", Shapes.list(Shapes.string()));
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Resource parent = Lookup.resource(api, call.input().string("parentId"));
        String part = call.input().string("pathPart");
        PathPart.check(api, parent, part, Optional.empty());
        Resource resource = new Resource(
                UnusedId.draw(call.ids(), RESOURCE_ID_LENGTH, api.resources()::containsKey),
                Optional.of(parent.id()),
                Optional.of(part),
                PathPart.below(parent, part),
                TreePMap.empty());
        return new Outcome<>(call.state().with(api.with(resource)), ResourceJson.of(resource, false));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        Resource resource = Lookup.resource(Lookup.api(call), call.input());
        return new Outcome<>(call.state(), ResourceJson.of(resource, embedsMethods(call.input())));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        boolean embed = embedsMethods(call.input());
        return new Outcome<>(
                call.state(),
                Listing.page(
                        call.input(),
                        Lookup.api(call).resources().values(),
                        Resource::id,
                        resource -> ResourceJson.of(resource, embed)));
    }

    private static boolean embedsMethods(Input input) {
        return input.strings("embed").contains("methods");
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Resource resource = Lookup.resource(api, call.input());
        if (resource.parentId().isEmpty()) {
            throw Refusals.badRequest("Root resource cannot be deleted."); // wording: a guess
        }
        return new Outcome<>(call.state().with(without(api, resource)), Json.object());
    }

    private static ApiState without(ApiState api, Resource resource) {
        ApiState rest = api;
        for (String child : api.childrenOf(resource.id()).values()) {
            rest = without(rest, Lookup.resource(rest, child));
        }
        return rest.without(resource);
    }
}
