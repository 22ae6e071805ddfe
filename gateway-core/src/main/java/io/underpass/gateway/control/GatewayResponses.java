package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StringShape;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayResponse;
import io.underpass.gateway.model.GatewayResponseType;
import io.underpass.gateway.model.GatewayState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;

/**
 * Gateway responses: put, get, list, update, delete. Each of AWS's types always has one; where none was put it is the one
 * of its class of failures, or AWS's default (spec 2.11).
 *
 * <p>Threads: stateless.
 */
final class GatewayResponses {

    private static final String STATUS_PATTERN = "[1-5]\\d\\d";
    private static final StringShape TYPE = Shapes.enumeration(GatewayResponseType.names());
    private static final Map<String, String> DEFAULT_TEMPLATES =
            Map.of("application/json", "{\"message\":$context.error.messageString}");

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.SHORT)
            .on("/statusCode", PatchTable.REPLACE, PatchChanges::setString)
            .on("/responseParameters/*", PatchTable.ALL, GatewayResponses::setEntry)
            .on("/responseTemplates/*", PatchTable.ALL, GatewayResponses::setEntry);

    private GatewayResponses() {}

    static List<Route<GatewayState>> routes() {
        var put = one("putGatewayResponseInput")
                .optional("statusCode", Shapes.string(0, Integer.MAX_VALUE, STATUS_PATTERN))
                .optional("responseParameters", Shapes.map(Shapes.string()))
                .optional("responseTemplates", Shapes.map(Shapes.string()));
        var get = one("getGatewayResponseInput");
        var list = Listing.paged(Shapes.input("getGatewayResponsesInput").path("restApiId"));
        var update = one("updateGatewayResponseInput").optional("patchOperations", PatchOperation.SHAPE);
        var delete = one("deleteGatewayResponseInput");
        String all = "/restapis/{restApiId}/gatewayresponses";
        String one = all + "/{responseType}";
        return List.of(
                Route.of("GET", all, 200, "GetGatewayResponses", list, GatewayResponses::list),
                Route.of("PUT", one, 201, "PutGatewayResponse", put, GatewayResponses::put),
                Route.of("GET", one, 200, "GetGatewayResponse", get, GatewayResponses::get),
                Route.of("PATCH", one, 200, "UpdateGatewayResponse", update, GatewayResponses::update),
                Route.of("DELETE", one, 202, "DeleteGatewayResponse", delete, GatewayResponses::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("restApiId").path("responseType", TYPE);
    }

    private static Outcome<GatewayState> put(Call<GatewayState> call) {
        return replaced(call, Lookup.api(call), read(call.input(), type(call)));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), json(Lookup.api(call), type(call)));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        List<GatewayResponseType> types = Stream.of(GatewayResponseType.values())
                .sorted(Comparator.comparing(Enum::name))
                .toList();
        return new Outcome<>(call.state(), Listing.page(call.input(), types, Enum::name, type -> json(api, type)));
    }

    /** What was not put yet is put by its first update (observed). */
    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        ObjectNode document = Json.object();
        Optional.ofNullable(responses(api).get(type(call).name())).ifPresent(before -> {
            Json.put(document, "statusCode", before.statusCode());
            Json.putStrings(document, "responseParameters", before.responseParameters());
            Json.putStrings(document, "responseTemplates", before.responseTemplates());
        });
        Input patched = new Input(PATCHES.apply(document, PatchOperation.of(call.input())));
        return replaced(call, api, read(patched, type(call)));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        String type = type(call).name();
        if (!responses(api).containsKey(type)) {
            throw Refusals.notFound("Gateway response type not defined on api");
        }
        return new Outcome<>(call.state().with(with(api, responses(api).minus(type))), Json.object());
    }

    private static Outcome<GatewayState> replaced(Call<GatewayState> call, ApiState api, GatewayResponse response) {
        ApiState next = with(api, responses(api).plus(response.responseType(), response));
        return new Outcome<>(call.state().with(next), json(next, type(call)));
    }

    private static GatewayResponse read(Input input, GatewayResponseType type) {
        GatewayResponse response = new GatewayResponse(
                type.name(),
                input.optionalString("statusCode"),
                input.stringMap("responseParameters"),
                input.stringMap("responseTemplates"));
        if (response.statusCode().filter(code -> !code.matches(STATUS_PATTERN)).isPresent()) {
            throw Refusals.badRequest("Invalid status code specified"); // wording: a guess
        }
        checkFilled("responseParameters", response.responseParameters());
        checkFilled("responseTemplates", response.responseTemplates());
        MappingExpressions.checkGatewayResponse(response.responseParameters());
        ContentTypes.checkTemplates(response.responseTemplates());
        return response;
    }

    private static void checkFilled(String member, Map<String, String> values) {
        if (values.containsValue("")) {
            throw Refusals.badRequest("Invalid null or empty value in " + member);
        }
    }

    private static void setEntry(ObjectNode document, PatchOperation operation) {
        String member = operation.segments().get(0);
        if (!operation.is("remove")
                && operation.value().filter(value -> !value.isEmpty()).isEmpty()) {
            throw Refusals.badRequest("Invalid null or empty value in " + member);
        }
        PatchChanges.entry(() -> Refusals.notFound("Invalid parameter name specified"), PatchChanges::setText)
                .apply(document, operation);
    }

    private static GatewayResponseType type(Call<GatewayState> call) {
        return GatewayResponseType.valueOf(call.input().string("responseType"));
    }

    private static PSortedMap<String, GatewayResponse> responses(ApiState api) {
        return api.definitions().gatewayResponses();
    }

    private static ApiState with(ApiState api, PSortedMap<String, GatewayResponse> next) {
        return api.withDefinitions(api.definitions().withGatewayResponses(next));
    }

    private static ObjectNode json(ApiState api, GatewayResponseType type) {
        Optional<GatewayResponse> response = api.definitions().gatewayResponse(type);
        ObjectNode node = Json.object().put("responseType", type.name());
        Json.put(
                node,
                "statusCode",
                response.flatMap(GatewayResponse::statusCode).or(type::statusCode));
        node.set(
                "responseParameters",
                Json.strings(response.map(GatewayResponse::responseParameters).orElse(Map.of())));
        node.set(
                "responseTemplates",
                Json.strings(response.map(GatewayResponse::responseTemplates)
                        .filter(templates -> !templates.isEmpty())
                        .orElse(DEFAULT_TEMPLATES)));
        return node.put("defaultResponse", !responses(api).containsKey(type.name()));
    }
}
