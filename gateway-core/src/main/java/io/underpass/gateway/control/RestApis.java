package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.RestApi;
import java.util.List;

/** REST APIs: create, get, list, update, delete. Threads: stateless. */
final class RestApis {

    static final List<String> ACCESS_MODES = List.of("BASIC", "STRICT");
    static final List<String> SECURITY_POLICIES = List.of(
            "TLS_1_0",
            "TLS_1_2",
            "SecurityPolicy_TLS13_1_3_2025_09",
            "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_2021_06",
            "SecurityPolicy_TLS13_2025_EDGE",
            "SecurityPolicy_TLS12_PFS_2025_EDGE",
            "SecurityPolicy_TLS12_2018_EDGE");

    private static final int API_ID_LENGTH = 10;

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.PLAIN)
            .strings("/name", "/description", "/version", "/apiKeySource", "/policy")
            .strings("/securityPolicy", "/endpointAccessMode", "/endpointConfiguration/ipAddressType")
            .integers("/minimumCompressionSize")
            .booleans("/disableExecuteApiEndpoint")
            .items("binaryMediaTypes")
            .on("/endpointConfiguration/types/*", PatchTable.ALL, RestApis::setEndpointType)
            .on("/endpointConfiguration/vpcEndpointIds", PatchTable.ALL, RestApis::changeVpcEndpoints);

    private RestApis() {}

    static List<Route<GatewayState>> routes() {
        var create = Shapes.input("createRestApiInput")
                .required("name", Shapes.string())
                .optional("description", Shapes.string())
                .optional("version", Shapes.string())
                .optional("cloneFrom", Shapes.string())
                .optional("binaryMediaTypes", Shapes.list(Shapes.string()))
                .optional("minimumCompressionSize", Shapes.integer())
                .optional("apiKeySource", Shapes.enumeration("HEADER", "AUTHORIZER"))
                .optional("endpointConfiguration", EndpointSettings.SHAPE)
                .optional("policy", Shapes.string())
                .optional("tags", Shapes.map(Shapes.string()))
                .optional("disableExecuteApiEndpoint", Shapes.bool())
                .optional("securityPolicy", Shapes.enumeration(SECURITY_POLICIES.toArray(String[]::new)))
                .optional("endpointAccessMode", Shapes.enumeration(ACCESS_MODES.toArray(String[]::new)));
        var get = Shapes.input("getRestApiInput").path("restApiId");
        var list = Listing.paged(Shapes.input("getRestApisInput"));
        var update =
                Shapes.input("updateRestApiInput").path("restApiId").optional("patchOperations", PatchOperation.SHAPE);
        var delete = Shapes.input("deleteRestApiInput").path("restApiId");
        String one = "/restapis/{restApiId}";
        return List.of(
                Route.of("POST", "/restapis", 201, "CreateRestApi", create, RestApis::create),
                Route.of("GET", "/restapis", 200, "GetRestApis", list, RestApis::list),
                Route.of("GET", one, 200, "GetRestApi", get, RestApis::get),
                Route.of("PATCH", one, 200, "UpdateRestApi", update, RestApis::update),
                Route.of("DELETE", one, 202, "DeleteRestApi", delete, RestApis::delete));
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        Input input = call.input();
        if (input.optionalString("description").filter(String::isEmpty).isPresent()) {
            throw Refusals.badRequest("Description cannot be an empty string");
        }
        String id = CustomId.ofApi(call, input.stringMap("tags"));
        String rootId = call.ids().alphanumeric(API_ID_LENGTH);
        RestApi api = RestApiReader.read(input, call.scope(), id, rootId, call.now());
        ApiState state = input.optionalString("cloneFrom")
                .map(source -> ApiClone.of(api, Lookup.api(call, source), call.ids()))
                .orElseGet(() -> ApiState.of(api).withDefinitions(ModelReader.initialDefinitions(call.ids())));
        return new Outcome<>(call.state().with(state), RestApiJson.created(api));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), RestApiJson.of(Lookup.api(call).api()));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        List<RestApi> apis = call.state().apis().values().stream()
                .map(ApiState::api)
                .filter(api -> api.scope().equals(call.scope()))
                .toList();
        return new Outcome<>(call.state(), Listing.page(call.input(), apis, RestApi::id, RestApiJson::of));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState state = Lookup.api(call);
        RestApi before = state.api();
        ObjectNode document = RestApiJson.of(before);
        Json.put(document, "policy", before.policy()); // As it was put, not as AWS shows it.
        ObjectNode patched = PATCHES.apply(document, PatchOperation.of(call.input()));
        RestApi api = RestApiReader.read(
                new Input(patched), before.scope(), before.id(), before.rootResourceId(), before.createdDate());
        return new Outcome<>(call.state().with(state.withApi(api)), RestApiJson.of(api));
    }

    private static Outcome<GatewayState> delete(Call<GatewayState> call) {
        String id = Lookup.api(call).api().id();
        boolean mapped = call.state().domainNames().values().stream()
                .flatMap(domain -> domain.mappings().values().stream())
                .anyMatch(mapping -> mapping.restApiId().equals(id));
        if (mapped) {
            throw Refusals.badRequest("Please remove all base path mappings related to the API in your account before"
                    + " deleting the API.");
        }
        return new Outcome<>(ApiStages.withoutApi(call.state().without(id), id), Json.object());
    }

    /** The path names the type to replace or its position; there is only ever one. */
    private static void setEndpointType(ObjectNode document, PatchOperation operation) {
        if (!operation.is("replace")) {
            throw Refusals.badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
        }
        String type = operation.value().orElse("");
        EndpointSettings.checkType(type);
        ObjectNode endpoint = (ObjectNode) document.get("endpointConfiguration");
        endpoint.set("types", Json.list(List.of(type)));
        if (type.equals("PRIVATE")) {
            endpoint.put("ipAddressType", "dualstack");
        }
    }

    private static void changeVpcEndpoints(ObjectNode document, PatchOperation operation) {
        ObjectNode endpoint = (ObjectNode) document.get("endpointConfiguration");
        ArrayNode ids = endpoint.withArrayProperty("vpcEndpointIds");
        String id = operation.value().orElse("");
        if (operation.is("replace")) {
            ids.removeAll();
        }
        ids.removeIf(item -> item.textValue().equals(id));
        if (!operation.is("remove") && !id.isEmpty()) {
            ids.add(id);
        }
    }
}
