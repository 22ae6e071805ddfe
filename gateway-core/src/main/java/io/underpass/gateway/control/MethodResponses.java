package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.MethodResponse;
import java.util.List;
import java.util.Optional;

/** The responses that methods declare: put, get, update, delete. Threads: stateless. */
final class MethodResponses {

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.PLAIN)
            .flags("responseParameters", () -> Refusals.notFound("Invalid parameter name specified"))
            .entries("responseModels", () -> Refusals.notFound("Content-Type specified was not found"));

    private MethodResponses() {}

    /** AWS names the member of a bad status code without the operation's name (spec 6.6), hence the empty names. */
    static List<Route<GatewayState>> routes() {
        var put = LocatedMethod.atStatus(Shapes.input(""))
                .optional("responseParameters", Shapes.map(Shapes.bool()))
                .optional("responseModels", Shapes.map(Shapes.string()));
        var one = LocatedMethod.atStatus(Shapes.input(""));
        var update = one.optional("patchOperations", PatchOperation.SHAPE);
        String path = LocatedMethod.PATH + "/responses/{statusCode}";
        return List.of(
                Route.of("PUT", path, 201, "PutMethodResponse", put, MethodResponses::put),
                Route.of("GET", path, 200, "GetMethodResponse", one, MethodResponses::get),
                Route.of("PATCH", path, 201, "UpdateMethodResponse", update, MethodResponses::update),
                Route.of("DELETE", path, 204, "DeleteMethodResponse", one, MethodResponses::delete));
    }

    private static Outcome<GatewayState> put(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        if (at.method().methodResponses().containsKey(call.input().string("statusCode"))) {
            throw Refusals.conflict("Response already exists for this resource");
        }
        return replaced(at, read(at, call.input()));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), MethodJson.response(find(LocatedMethod.of(call), call.input())));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        ObjectNode document = MethodJson.response(find(at, call.input()));
        return replaced(at, read(at, new Input(PATCHES.apply(document, PatchOperation.of(call.input())))));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        LocatedMethod at = LocatedMethod.of(call);
        String status = find(at, call.input()).statusCode();
        var rest = at.method().methodResponses().minus(status);
        return new Outcome<>(at.with(at.method().withMethodResponses(rest)), Json.object());
    }

    private static Outcome<GatewayState> replaced(LocatedMethod at, MethodResponse response) {
        var responses = at.method().methodResponses().plus(response.statusCode(), response);
        return new Outcome<>(at.with(at.method().withMethodResponses(responses)), MethodJson.response(response));
    }

    private static MethodResponse read(LocatedMethod at, Input input) {
        MethodResponse response = new MethodResponse(
                input.string("statusCode"), input.booleanMap("responseParameters"), input.stringMap("responseModels"));
        MappingExpressions.checkMethodResponse(response.responseParameters().keySet());
        MethodReader.checkModels(response.responseModels(), at.api().definitions());
        return response;
    }

    private static MethodResponse find(LocatedMethod at, Input input) {
        return Optional.ofNullable(at.method().methodResponses().get(input.string("statusCode")))
                .orElseThrow(() -> Refusals.notFound("Invalid Response status code specified"));
    }
}
