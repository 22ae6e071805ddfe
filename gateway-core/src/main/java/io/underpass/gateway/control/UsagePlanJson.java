package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.Throttle;

/** Writes usage plans and their keys as AWS answers them (spec 6.4). Threads: stateless. */
final class UsagePlanJson {

    private UsagePlanJson() {}

    static ObjectNode of(UsagePlan plan) {
        ObjectNode node = Json.object();
        node.put("id", plan.id());
        node.put("name", plan.name());
        Json.put(node, "description", plan.description());
        ArrayNode stages = node.putArray("apiStages");
        for (UsagePlan.ApiStage stage : plan.apiStages()) {
            ObjectNode one = stages.addObject().put("apiId", stage.apiId()).put("stage", stage.stage());
            if (!stage.throttle().isEmpty()) {
                ObjectNode methods = one.putObject("throttle");
                stage.throttle().forEach((method, throttle) -> methods.set(method, throttle(throttle)));
            }
        }
        plan.throttle().ifPresent(throttle -> node.set("throttle", throttle(throttle)));
        plan.quota()
                .ifPresent(quota -> node.putObject("quota")
                        .put("limit", quota.limit())
                        .put("offset", quota.offset())
                        .put("period", quota.period()));
        Json.put(node, "productCode", plan.productCode());
        Json.putStrings(node, "tags", plan.tags());
        return node;
    }

    private static ObjectNode throttle(Throttle throttle) {
        return Json.object().put("burstLimit", throttle.burstLimit()).put("rateLimit", throttle.rateLimit());
    }

    /** A key as a member of a plan. */
    static ObjectNode key(ApiKey key) {
        ObjectNode node = Json.object();
        node.put("id", key.id());
        node.put("type", "API_KEY");
        node.put("value", key.value());
        Json.put(node, "name", key.name());
        return node;
    }
}
