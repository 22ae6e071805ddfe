package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** API keys: create, import, get, list, update, delete. Threads: stateless as far as the usage is safe. */
final class ApiKeys {

    private final UsageRecords usage;

    ApiKeys(UsageRecords usage) {
        this.usage = usage;
    }

    List<Route<GatewayState>> routes() {
        var create = Shapes.input("createApiKeyInput")
                .optional("name", Shapes.string())
                .optional("description", Shapes.string())
                .optional("enabled", Shapes.bool())
                .optional("generateDistinctId", Shapes.bool())
                .optional("value", Shapes.string())
                .optional(
                        "stageKeys",
                        Shapes.list(Shapes.structure()
                                .optional("restApiId", Shapes.string())
                                .optional("stageName", Shapes.string())))
                .optional("customerId", Shapes.string())
                .optional("tags", Shapes.map(Shapes.string()));
        var importKeys = Shapes.input("importApiKeysInput")
                .query("format", "format", Shapes.enumeration("csv"))
                .query("failOnWarnings", "failonwarnings", Shapes.bool())
                .payload("body");
        var get = one("getApiKeyInput").query("includeValue", "includeValue", Shapes.bool());
        var list = Listing.paged(Shapes.input("getApiKeysInput"))
                .query("nameQuery", "name", Shapes.string())
                .query("customerId", "customerId", Shapes.string())
                .query("includeValues", "includeValues", Shapes.bool());
        var update = one("updateApiKeyInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/apikeys";
        String one = "/apikeys/{apiKey}";
        return List.of(
                Route.of("POST", all, 201, "CreateApiKey", create, ApiKeys::create),
                Route.of("POST", all + "?mode=import", 201, "ImportApiKeys", importKeys, ApiKeyImport::run),
                Route.of("GET", all, 200, "GetApiKeys", list, ApiKeys::list),
                Route.of("GET", one, 200, "GetApiKey", get, ApiKeys::get),
                Route.of("PATCH", one, 200, "UpdateApiKey", update, ApiKeyUpdate::update),
                Route.of("DELETE", one, 202, "DeleteApiKey", one("deleteApiKeyInput"), this::delete));
    }

    private static StructureShape one(String name) {
        return Shapes.input(name).path("apiKey");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        Input input = call.input();
        String value = input.optionalString("value")
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> call.ids().alphanumeric(ApiKeyRules.GENERATED_LENGTH));
        ApiKeyRules.checkValue(value);
        if (ApiKeyRules.isTaken(call.state(), call.scope(), value)) {
            throw Refusals.conflict("API Key already exists");
        }
        ApiKey key = new ApiKey(
                call.scope(),
                UnusedId.draw(call.ids(), ApiKeyRules.ID_LENGTH, call.state().apiKeys()::containsKey),
                value,
                given(input, "name"),
                given(input, "description"),
                given(input, "customerId"),
                input.optionalBoolean("enabled").orElse(false),
                call.now(),
                call.now(),
                stageKeys(call),
                input.stringMap("tags"));
        return new Outcome<>(with(call.state(), key), ApiKeyJson.shown(key));
    }

    private static List<String> stageKeys(Call<GatewayState> call) {
        List<String> keys = new ArrayList<>();
        for (Input one : call.input().structures("stageKeys")) {
            keys.add(stageKey(
                    call,
                    one.optionalString("restApiId").orElse("")
                            + '/'
                            + one.optionalString("stageName").orElse("")));
        }
        return List.copyOf(keys);
    }

    /** {@code API/STAGE}, provided that there is such a stage; the wording is a guess. */
    static String stageKey(Call<GatewayState> call, String text) {
        int slash = text.indexOf('/');
        if (slash < 0
                || !ApiStages.exists(call.state(), call.scope(), text.substring(0, slash), text.substring(slash + 1))) {
            throw Refusals.badRequest("Invalid stage identifier specified");
        }
        return text;
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), ApiKeyJson.of(found(call), flag(call, "includeValue")));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        String name = given(call.input(), "nameQuery").orElse("");
        Optional<String> customer = given(call.input(), "customerId");
        List<ApiKey> keys = call.state().apiKeys().values().stream()
                .filter(key -> key.scope().equals(call.scope()))
                .filter(key -> key.name().orElse("").startsWith(name)) // by prefix, as the console does: a guess
                .filter(key -> customer.isEmpty() || customer.equals(key.customerId()))
                .toList();
        boolean values = flag(call, "includeValues");
        return new Outcome<>(
                call.state(), Listing.page(call.input(), keys, ApiKey::id, key -> ApiKeyJson.of(key, values)));
    }

    private Outcome<GatewayState> delete(Call<GatewayState> call) {
        ApiKey key = found(call);
        GatewayState state = call.state().withApiKeys(call.state().apiKeys().minus(key.id()));
        for (UsagePlan plan : state.usagePlans().values()) {
            if (plan.keyIds().contains(key.id())) {
                List<String> rest = plan.keyIds().stream()
                        .filter(id -> !id.equals(key.id()))
                        .toList();
                state = state.withUsagePlans(state.usagePlans().plus(plan.id(), plan.withKeyIds(rest)));
                usage.forget(plan.id(), key.id());
            }
        }
        return new Outcome<>(state, Json.object());
    }

    static ApiKey found(Call<GatewayState> call) {
        return found(call, call.input().string("apiKey"));
    }

    static ApiKey found(Call<GatewayState> call, String id) {
        return Optional.ofNullable(call.state().apiKeys().get(id))
                .filter(key -> key.scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.notFound("Invalid API Key identifier specified"));
    }

    static GatewayState with(GatewayState state, ApiKey key) {
        return state.withApiKeys(state.apiKeys().plus(key.id(), key));
    }

    private static boolean flag(Call<GatewayState> call, String name) {
        return call.input().optionalBoolean(name).orElse(false);
    }

    private static Optional<String> given(Input input, String member) {
        return input.optionalString(member).filter(text -> !text.isEmpty());
    }
}
