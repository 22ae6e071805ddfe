package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.AuthorizerCaches;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import java.util.List;
import java.util.Optional;

/** Authorizers: create, get, list, update, delete, and forgetting what they have decided. Threads: as the caches. */
final class Authorizers {

    private static final int ID_LENGTH = 6;

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/name", "/type", "/authType", "/authorizerUri", "/authorizerCredentials")
            .strings("/identitySource", "/identityValidationExpression")
            .integers("/authorizerResultTtlInSeconds")
            .on("/providerARNs", List.of("add", "remove"), PatchChanges::value);

    private final AuthorizerCaches caches;

    Authorizers(AuthorizerCaches caches) {
        this.caches = caches;
    }

    List<Route<GatewayState>> routes() {
        var create = Shapes.input("createAuthorizerInput")
                .path("restApiId")
                .required("name", Shapes.string())
                .required("type", Shapes.enumeration("TOKEN", "REQUEST", "COGNITO_USER_POOLS"))
                .optional("providerARNs", Shapes.list(Shapes.string()))
                .optional("authType", Shapes.string())
                .optional("authorizerUri", Shapes.string())
                .optional("authorizerCredentials", Shapes.string())
                .optional("identitySource", Shapes.string())
                .optional("identityValidationExpression", Shapes.string())
                .optional("authorizerResultTtlInSeconds", Shapes.integer());
        var list = Listing.paged(Shapes.input("getAuthorizersInput").path("restApiId"));
        var get = one("getAuthorizerInput");
        var update = one("updateAuthorizerInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteAuthorizerInput");
        var flush = Shapes.input("flushStageAuthorizersCacheInput")
                .path("restApiId")
                .path("stageName");
        String all = "/restapis/{restApiId}/authorizers";
        String one = all + "/{authorizerId}";
        String decisions = "/restapis/{restApiId}/stages/{stageName}/cache/authorizers";
        return List.of(
                Route.of("POST", all, 201, "CreateAuthorizer", create, Authorizers::create),
                Route.of("GET", all, 200, "GetAuthorizers", list, Authorizers::list),
                Route.of("GET", one, 200, "GetAuthorizer", get, Authorizers::get),
                Route.of("PATCH", one, 200, "UpdateAuthorizer", update, Authorizers::update),
                Route.of("DELETE", one, 202, "DeleteAuthorizer", delete, Authorizers::delete),
                Route.of("DELETE", decisions, 202, "FlushStageAuthorizersCache", flush, this::flush));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("authorizerId");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String id = UnusedId.draw(call.ids(), ID_LENGTH, api.definitions().authorizers()::containsKey);
        Authorizer authorizer = AuthorizerReader.read(call.input(), id, api);
        return new Outcome<>(call.state().with(with(api, authorizer)), AuthorizerJson.of(authorizer));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        var all = Lookup.api(call).definitions().authorizers().values();
        return new Outcome<>(call.state(), Listing.page(call.input(), all, Authorizer::id, AuthorizerJson::of));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), AuthorizerJson.of(authorizer(Lookup.api(call), call.input())));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Authorizer before = authorizer(api, call.input());
        ObjectNode patched = PATCHES.apply(AuthorizerJson.of(before), PatchOperation.of(call.input()));
        Authorizer authorizer = AuthorizerReader.read(new Input(patched), before.id(), api);
        return new Outcome<>(call.state().with(with(api, authorizer)), AuthorizerJson.of(authorizer));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Authorizer authorizer = authorizer(api, call.input());
        for (Resource resource : api.resources().values()) {
            for (Method method : resource.methods().values()) {
                if (method.authorizerId().equals(Optional.of(authorizer.id()))) {
                    // In the words that are known for models; a guess.
                    throw Refusals.conflict("Cannot delete authorizer '" + authorizer.name()
                            + "', is referenced in method: "
                            + (resource.path().equals("/") ? "" : resource.path()) + '/' + method.httpMethod());
                }
            }
        }
        ApiState next = api.withDefinitions(api.definitions()
                .withAuthorizers(api.definitions().authorizers().minus(authorizer.id())));
        return new Outcome<>(call.state().with(next), Json.object());
    }

    private Outcome<GatewayState> flush(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        caches.flush(api.api().id(), Lookup.stage(api, call.input()).stageName());
        return new Outcome<>(call.state(), Json.object());
    }

    private static ApiState with(ApiState api, Authorizer authorizer) {
        return api.withDefinitions(api.definitions()
                .withAuthorizers(api.definitions().authorizers().plus(authorizer.id(), authorizer)));
    }

    static Authorizer authorizer(ApiState api, Input input) {
        return Optional.ofNullable(api.definitions().authorizers().get(input.string("authorizerId")))
                .orElseThrow(() -> Refusals.notFound("Invalid Authorizer identifier specified"));
    }
}
