package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.LocalCalls;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes usage plans and API keys as they are described. A plan is called {@code API-PLAN}; one that is the same keeps its id
 * and what was used of it.
 *
 * <p>Threads: on the control thread.
 */
final class PlanChanges {

    private final LocalCalls<GatewayState> calls;
    private final Owner owner;

    PlanChanges(LocalCalls<GatewayState> calls, Owner owner) {
        this.calls = calls;
        this.owner = owner;
    }

    /** Makes or changes the plans of {@code wanted}, whose stage is there. */
    void put(Api wanted, String apiId) {
        for (Plan plan : wanted.plans()) {
            Refusal.at(Paths.plan(wanted, plan), () -> put(wanted, plan, apiId));
        }
    }

    private String put(Api api, Plan wanted, String apiId) {
        Map<String, String> keyIds = new LinkedHashMap<>();
        wanted.keys().forEach((name, value) -> keyIds.put(name, key(name, value)));
        Optional<UsagePlan> existing = plans().stream()
                .filter(plan -> plan.name().equals(name(api, wanted)))
                .findFirst();
        existing.ifPresent(plan -> change(plan.id(), Optional.empty()));
        String made =
                call("CreateUsagePlan", members(api, wanted, apiId)).path("id").textValue();
        String id = existing.map(UsagePlan::id).orElse(made);
        UsagePlan drawn =
                Optional.ofNullable(calls.state().usagePlans().get(made)).orElseThrow();
        change(made, Optional.empty());
        change(id, Optional.of(withId(drawn, id)));
        keyIds.values()
                .forEach(keyId -> call(
                        "CreateUsagePlanKey",
                        Members.of("usagePlanId", id).text("keyId", keyId).text("keyType", "API_KEY")));
        return id;
    }

    private static UsagePlan withId(UsagePlan plan, String id) {
        return new UsagePlan(
                plan.scope(),
                id,
                plan.name(),
                plan.description(),
                plan.apiStages(),
                plan.throttle(),
                plan.quota(),
                plan.productCode(),
                plan.tags(),
                List.of());
    }

    /** What the plan is called in the account. */
    static String name(Api api, Plan plan) {
        return api.name() + '-' + plan.name();
    }

    private Members members(Api api, Plan wanted, String apiId) {
        Members members = Members.of("name", name(api, wanted))
                .texts("tags", owner.tags())
                .structures("apiStages", List.of(Members.of("apiId", apiId).text("stage", api.stage())));
        if (wanted.rate().isPresent() || wanted.burst().isPresent()) {
            members.structure(
                    "throttle", new Members().number("rateLimit", wanted.rate()).number("burstLimit", wanted.burst()));
        }
        wanted.quota()
                .ifPresent(limit -> members.structure(
                        "quota", new Members().number("limit", limit).text("period", wanted.period())));
        return members;
    }

    /** Removes keys whose name or value others have now, so that these can be made in any order; a value is unique on AWS. */
    void removeChangedKeys(List<Api> described) {
        Map<String, String> values = new HashMap<>();
        described.forEach(api -> api.plans().forEach(plan -> values.putAll(plan.keys())));
        keys().stream()
                .filter(key -> values.containsKey(key.name().orElse("")) || values.containsValue(key.value()))
                .filter(key -> !key.value().equals(values.get(key.name().orElse(""))))
                .forEach(key -> call("DeleteApiKey", Members.of("apiKey", key.id())));
    }

    /** The id of the key, which is there with this value or not at all. */
    private String key(String name, String value) {
        Optional<ApiKey> existing = keys().stream()
                .filter(key -> key.name().equals(Optional.of(name)))
                .findFirst();
        return existing.map(ApiKey::id)
                .orElseGet(() -> call(
                                "CreateApiKey",
                                Members.of("name", name)
                                        .text("value", value)
                                        .flag("enabled", true)
                                        .texts("tags", owner.tags()))
                        .path("id")
                        .textValue());
    }

    /** Removes what is not described any more; to be called before APIs and stages go. */
    void remove(List<Api> described) {
        Set<String> plans = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Api api : described) {
            api.plans().forEach(plan -> {
                plans.add(name(api, plan));
                keys.addAll(plan.keys().keySet());
            });
        }
        plans().stream().filter(plan -> !plans.contains(plan.name())).forEach(plan -> {
            change(plan.id(), Optional.of(plan.withApiStages(List.of())));
            call("DeleteUsagePlan", Members.of("usagePlanId", plan.id()));
        });
        keys().stream()
                .filter(key -> !keys.contains(key.name().orElse("")))
                .forEach(key -> call("DeleteApiKey", Members.of("apiKey", key.id())));
    }

    private List<UsagePlan> plans() {
        return new ArrayList<>(calls.state().usagePlans().values())
                .stream().filter(plan -> owner.owns(plan.scope(), plan.tags())).toList();
    }

    private List<ApiKey> keys() {
        return new ArrayList<>(calls.state().apiKeys().values())
                .stream().filter(key -> owner.owns(key.scope(), key.tags())).toList();
    }

    private void change(String id, Optional<UsagePlan> plan) {
        calls.change(state ->
                state.withUsagePlans(plan.map(given -> state.usagePlans().plus(id, given))
                        .orElse(state.usagePlans().minus(id))));
    }

    private ObjectNode call(String operation, Members input) {
        return calls.call(operation, input.json(), owner.scope());
    }
}
