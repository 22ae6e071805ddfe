package io.underpass.gateway.control;

import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.List;
import java.util.Optional;

/** Usage plans: create, get, list, update, delete. Threads: stateless as far as the usage is safe. */
final class UsagePlans {

    static final String ONE = "/usageplans/{usagePlanId}";
    private static final int ID_LENGTH = 6;

    private final UsageRecords usage;

    UsagePlans(UsageRecords usage) {
        this.usage = usage;
    }

    List<Route<GatewayState>> routes() {
        var create = Shapes.input("createUsagePlanInput")
                .required("name", Shapes.string())
                .optional("description", Shapes.string())
                .optional("apiStages", Shapes.list(UsagePlanReader.API_STAGE))
                .optional("throttle", UsagePlanReader.THROTTLE)
                .optional("quota", UsagePlanReader.QUOTA)
                .optional("tags", Shapes.map(Shapes.string()));
        var list = Listing.paged(Shapes.input("getUsagePlansInput")).query("keyId", "keyId", Shapes.string());
        var update = one("updateUsagePlanInput").optional("patchOperations", PatchOperation.SHAPE);
        String all = "/usageplans";
        return List.of(
                Route.of("POST", all, 201, "CreateUsagePlan", create, UsagePlans::create),
                Route.of("GET", all, 200, "GetUsagePlans", list, UsagePlans::list),
                Route.of("GET", ONE, 200, "GetUsagePlan", one("getUsagePlanInput"), UsagePlans::get),
                Route.of("PATCH", ONE, 200, "UpdateUsagePlan", update, UsagePlans::update),
                Route.of("DELETE", ONE, 202, "DeleteUsagePlan", one("deleteUsagePlanInput"), this::delete));
    }

    static StructureShape one(String name) {
        return Shapes.input(name).path("usagePlanId");
    }

    private static Outcome<GatewayState> create(Call<GatewayState> call) {
        Input input = call.input();
        String id = UnusedId.draw(call.ids(), ID_LENGTH, call.state().usagePlans()::containsKey);
        checkName(input.string("name"));
        UsagePlan plan = new UsagePlan(
                call.scope(),
                id,
                input.string("name"),
                input.optionalString("description").filter(text -> !text.isEmpty()),
                UsagePlanReader.stages(call, id),
                input.structure("throttle").map(UsagePlanReader::throttle),
                input.structure("quota").map(UsagePlanReader::quota),
                Optional.empty(),
                input.stringMap("tags"),
                List.of());
        return new Outcome<>(with(call.state(), plan), UsagePlanJson.of(plan));
    }

    /** The wording is a guess. */
    static void checkName(String name) {
        if (name.isEmpty()) {
            throw Refusals.badRequest("Usage Plan name must not be empty");
        }
    }

    private static Outcome<GatewayState> get(Call<GatewayState> call) {
        return new Outcome<>(call.state(), UsagePlanJson.of(found(call)));
    }

    private static Outcome<GatewayState> list(Call<GatewayState> call) {
        Optional<String> keyId = call.input().optionalString("keyId").filter(text -> !text.isEmpty());
        List<UsagePlan> plans = call.state().usagePlans().values().stream()
                .filter(plan -> plan.scope().equals(call.scope()))
                .filter(plan -> keyId.isEmpty() || plan.keyIds().contains(keyId.get()))
                .toList();
        return new Outcome<>(call.state(), Listing.page(call.input(), plans, UsagePlan::id, UsagePlanJson::of));
    }

    private static Outcome<GatewayState> update(Call<GatewayState> call) {
        UsagePlan plan = found(call);
        for (PatchOperation operation : PatchOperation.of(call.input())) {
            plan = UsagePlanPatch.apply(plan, operation);
        }
        UsagePlanReader.checkStages(call, plan.id(), plan.apiStages());
        UsagePlanReader.checkKeys(call.state(), plan);
        return new Outcome<>(with(call.state(), plan), UsagePlanJson.of(plan));
    }

    private Outcome<GatewayState> delete(Call<GatewayState> call) {
        UsagePlan plan = found(call);
        if (!plan.apiStages().isEmpty()) {
            // That AWS refuses is known from tools that take the stages out first; the wording is a guess.
            throw Refusals.badRequest("Usage Plan " + plan.id() + " has API stages; remove them first");
        }
        usage.forget(plan.id());
        return new Outcome<>(
                call.state().withUsagePlans(call.state().usagePlans().minus(plan.id())), Json.object());
    }

    static UsagePlan found(Call<GatewayState> call) {
        return Optional.ofNullable(call.state().usagePlans().get(call.input().string("usagePlanId")))
                .filter(plan -> plan.scope().equals(call.scope()))
                .orElseThrow(() -> Refusals.notFound("Invalid Usage Plan ID specified"));
    }

    static GatewayState with(GatewayState state, UsagePlan plan) {
        return state.withUsagePlans(state.usagePlans().plus(plan.id(), plan));
    }
}
