package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The API keys of usage plans: create, get, list, delete. Threads: stateless as far as the usage is safe. */
final class UsagePlanKeys {

    private final UsageRecords usage;

    UsagePlanKeys(UsageRecords usage) {
        this.usage = usage;
    }

    List<Route<GatewayState>> routes() {
        var create = UsagePlans.one("createUsagePlanKeyInput")
                .required("keyId", Shapes.string())
                .required("keyType", Shapes.string());
        var list = Listing.paged(UsagePlans.one("getUsagePlanKeysInput")).query("nameQuery", "name", Shapes.string());
        var get = UsagePlans.one("getUsagePlanKeyInput").path("keyId");
        var delete = UsagePlans.one("deleteUsagePlanKeyInput").path("keyId");
        String all = UsagePlans.ONE + "/keys";
        String one = all + "/{keyId}";
        return List.of(
                Route.of("POST", all, 201, "CreateUsagePlanKey", create, UsagePlanKeys::create),
                Route.of("GET", all, 200, "GetUsagePlanKeys", list, UsagePlanKeys::list),
                Route.of("GET", one, 200, "GetUsagePlanKey", get, UsagePlanKeys::get),
                Route.of("DELETE", one, 202, "DeleteUsagePlanKey", delete, this::delete));
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        UsagePlan plan = UsagePlans.found(call);
        if (!call.input().string("keyType").equals("API_KEY")) {
            throw Refusals.badRequest("Invalid API Key type specified. Valid options are API_KEY"); // a guess
        }
        ApiKey key = ApiKeys.found(call, call.input().string("keyId"));
        if (plan.keyIds().contains(key.id())) {
            // The wording is a guess.
            throw Refusals.conflict("Usage Plan Key already exists: " + key.id() + " is in usage plan " + plan.id());
        }
        List<String> keyIds = new ArrayList<>(plan.keyIds());
        keyIds.add(key.id());
        UsagePlan joined = plan.withKeyIds(keyIds);
        UsagePlanReader.checkKeys(call.state(), joined);
        return new Outcome<>(UsagePlans.with(call.state(), joined), UsagePlanJson.key(key));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        String name = call.input().optionalString("nameQuery").orElse("");
        List<ApiKey> keys = UsagePlans.found(call).keyIds().stream()
                .sorted()
                .map(id -> Optional.ofNullable(call.state().apiKeys().get(id)))
                .flatMap(Optional::stream)
                .filter(key -> key.name().orElse("").startsWith(name))
                .toList();
        return new Outcome<>(call.state(), Listing.page(call.input(), keys, ApiKey::id, UsagePlanJson::key));
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), UsagePlanJson.key(member(call, UsagePlans.found(call))));
    }

    private Outcome<GatewayState> delete(Call<GatewayState> call) {
        UsagePlan plan = UsagePlans.found(call);
        ApiKey key = member(call, plan);
        List<String> rest =
                plan.keyIds().stream().filter(id -> !id.equals(key.id())).toList();
        usage.forget(plan.id(), key.id());
        return new Outcome<>(UsagePlans.with(call.state(), plan.withKeyIds(rest)), Json.object());
    }

    /** The key of the call, which must be in {@code plan}; the wording is a guess. */
    static ApiKey member(Call<GatewayState> call, UsagePlan plan) {
        String id = call.input().string("keyId");
        if (!plan.keyIds().contains(id)) {
            throw Refusals.notFound("Invalid Usage Plan Key identifier specified");
        }
        return ApiKeys.found(call, id);
    }
}
