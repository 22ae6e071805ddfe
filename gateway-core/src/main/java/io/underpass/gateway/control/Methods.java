package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import java.util.List;

/** Methods: put, get, update, delete. Threads: stateless. */
final class Methods {

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.PLAIN)
            .strings("/authorizationType", "/authorizerId")
            .booleans("/apiKeyRequired")
            .strings("/requestValidatorId", "/operationName")
            .flags("requestParameters", () -> Refusals.notFound("Invalid parameter name specified"))
            .entries("requestModels", () -> Refusals.notFound("Content-Type specified was not found"))
            .on("/authorizationScopes", List.of("add", "remove"), PatchChanges::value);

    private Methods() {}

    static List<Route<GatewayState>> routes() {
        var put = LocatedMethod.at(Shapes.input("putMethodInput"))
                .required("authorizationType", Shapes.string())
                .optional("authorizerId", Shapes.string())
                .optional("apiKeyRequired", Shapes.bool())
                .optional("operationName", Shapes.string())
                .optional("requestParameters", Shapes.map(Shapes.bool()))
                .optional("requestModels", Shapes.map(Shapes.string()))
                .optional("requestValidatorId", Shapes.string())
                .optional("authorizationScopes", Shapes.list(Shapes.string()));
        var get = LocatedMethod.at(Shapes.input("getMethodInput"));
        var update =
                LocatedMethod.at(Shapes.input("updateMethodInput")).optional("patchOperations", PatchOperation.SHAPE);
        var delete = LocatedMethod.at(Shapes.input("deleteMethodInput"));
        String path = LocatedMethod.PATH;
        return List.of(
                Route.of("PUT", path, 201, "PutMethod", put, Methods::put),
                Route.of("GET", path, 200, "GetMethod", get, Methods::get),
                Route.of("PATCH", path, 200, "UpdateMethod", update, Methods::update),
                Route.of("DELETE", path, 204, "DeleteMethod", delete, Methods::delete));
    }

    private static Outcome<GatewayState> put(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Resource resource = Lookup.resource(api, call.input());
        String verb = call.input().string("httpMethod");
        MethodReader.checkVerb(verb);
        if (resource.methods().containsKey(verb)) {
            throw Refusals.conflict("Method already exists for this resource");
        }
        Method method = MethodReader.read(call.input(), verb, api.definitions());
        return new Outcome<>(call.state().with(api.with(resource.with(method))), MethodJson.of(method));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), MethodJson.of(LocatedMethod.of(call).method()));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        ObjectNode patched = PATCHES.apply(MethodJson.settings(at.method()), PatchOperation.of(call.input()));
        Method method =
                MethodReader.read(new Input(patched), at.method(), at.api().definitions());
        return new Outcome<>(at.with(method), MethodJson.of(method));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        Resource rest = at.resource()
                .withMethods(at.resource().methods().minus(at.method().httpMethod()));
        return new Outcome<>(call.state().with(at.api().with(rest)), Json.object());
    }
}
