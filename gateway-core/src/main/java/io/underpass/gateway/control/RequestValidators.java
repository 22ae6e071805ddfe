package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.RequestValidator;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Request validators: create, get, list, update, delete. Threads: stateless. */
final class RequestValidators {

    private static final int ID_LENGTH = 6;
    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .on("/name", PatchTable.REPLACE, PatchChanges::setText)
            .booleans("/validateRequestParameters", "/validateRequestBody");

    private RequestValidators() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createRequestValidatorInput")
                .path("restApiId")
                .optional("name", Shapes.string())
                .optional("validateRequestBody", Shapes.bool())
                .optional("validateRequestParameters", Shapes.bool());
        var list = Listing.paged(Shapes.input("getRequestValidatorsInput").path("restApiId"));
        var get = one("getRequestValidatorInput");
        var update = one("updateRequestValidatorInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteRequestValidatorInput");
        String all = "/restapis/{restApiId}/requestvalidators";
        String one = all + "/{requestValidatorId}";
        return List.of(
                Route.of("POST", all, 201, "CreateRequestValidator", create, RequestValidators::create),
                Route.of("GET", all, 200, "GetRequestValidators", list, RequestValidators::list),
                Route.of("GET", one, 200, "GetRequestValidator", get, RequestValidators::get),
                Route.of("PATCH", one, 200, "UpdateRequestValidator", update, RequestValidators::update),
                Route.of("DELETE", one, 202, "DeleteRequestValidator", delete, RequestValidators::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("requestValidatorId");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        ApiState api = apiOr(call, Refusals.badRequest("Invalid REST API identifier specified"));
        String id = UnusedId.draw(call.ids(), ID_LENGTH, validators(api)::containsKey);
        return replaced(call, api, read(call.input(), id));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        var all = validators(Lookup.api(call)).values();
        return new Outcome<>(
                call.state(), Listing.page(call.input(), all, RequestValidator::id, RequestValidators::json));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(find(api(call), call.input())));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = api(call);
        RequestValidator before = find(api, call.input());
        Input patched = new Input(PATCHES.apply(json(before), PatchOperation.of(call.input())));
        return replaced(call, api, read(patched, before.id()));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = api(call);
        String id = find(api, call.input()).id();
        References.toValidator(api, id).ifPresent(place -> {
            throw Refusals.conflict("Cannot delete request validator '" + id + "', is referenced in " + place);
        });
        return new Outcome<>(call.state().with(with(api, validators(api).minus(id))), Json.object());
    }

    private static Outcome<GatewayState> replaced(Call<GatewayState> call, ApiState api, RequestValidator validator) {
        ApiState next = with(api, validators(api).plus(validator.id(), validator));
        return new Outcome<>(call.state().with(next), json(validator));
    }

    /** That a validator needs a name from the start is a guess; that it may not lose it was observed. */
    private static RequestValidator read(Input input, String id) {
        String name = input.optionalString("name").orElse("");
        if (name.isBlank()) {
            throw Refusals.badRequest("Request Validator name cannot be blank");
        }
        return new RequestValidator(
                id,
                name,
                input.optionalBoolean("validateRequestBody").orElse(false),
                input.optionalBoolean("validateRequestParameters").orElse(false));
    }

    /** Of an API that does not exist AWS says here that the validator does not (observed). */
    private static ApiState api(Call<GatewayState> call) {
        return apiOr(call, missing());
    }

    private static ApiState apiOr(Call<GatewayState> call, AwsError refusal) {
        return call.state()
                .api(call.input().string("restApiId"))
                .filter(api -> api.api().scope().equals(call.scope()))
                .orElseThrow(() -> refusal);
    }

    private static RequestValidator find(ApiState api, Input input) {
        return Optional.ofNullable(validators(api).get(input.string("requestValidatorId")))
                .orElseThrow(RequestValidators::missing);
    }

    private static AwsError missing() {
        return Refusals.notFound("Invalid Request Validator identifier specified");
    }

    private static PSortedMap<String, RequestValidator> validators(ApiState api) {
        return api.definitions().requestValidators();
    }

    private static ApiState with(ApiState api, PSortedMap<String, RequestValidator> next) {
        return api.withDefinitions(api.definitions().withRequestValidators(next));
    }

    private static ObjectNode json(RequestValidator validator) {
        return Json.object()
                .put("id", validator.id())
                .put("name", validator.name())
                .put("validateRequestBody", validator.validateRequestBody())
                .put("validateRequestParameters", validator.validateRequestParameters());
    }
}
