package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.UsageRecords;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** What keys have used under a plan: get, update. Threads: stateless as far as the usage is safe. */
final class Usage {

    private static final long MAX_DAYS = 90;

    private final UsageRecords usage;

    Usage(UsageRecords usage) {
        this.usage = usage;
    }

    List<Route<GatewayState>> routes() {
        var get = Listing.paged(UsagePlans.one("getUsageInput"))
                .query("keyId", "keyId", Shapes.string())
                .query("startDate", "startDate", Shapes.string())
                .query("endDate", "endDate", Shapes.string());
        var update = UsagePlans.one("updateUsageInput").path("keyId").optional("patchOperations", PatchOperation.SHAPE);
        return List.of(
                Route.of("GET", UsagePlans.ONE + "/usage", 200, "GetUsage", get, this::get),
                Route.of("PATCH", UsagePlans.ONE + "/keys/{keyId}/usage", 200, "UpdateUsage", update, this::update));
    }

    private Outcome<GatewayState> get(Call<GatewayState> call) {
        UsagePlan plan = UsagePlans.found(call);
        LocalDate first = date(call, "startDate");
        LocalDate last = date(call, "endDate");
        if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
            // AWS keeps 90 days; the wording is a guess.
            throw Refusals.badRequest("Invalid date range specified: at most " + MAX_DAYS + " days, from startDate on");
        }
        Optional<String> keyId = call.input().optionalString("keyId").filter(text -> !text.isEmpty());
        List<ApiKey> keys = plan.keyIds().stream()
                .sorted()
                .filter(id -> keyId.isEmpty() || keyId.get().equals(id))
                .map(id -> ApiKeys.found(call, id))
                .toList();
        ObjectNode page = Listing.page(
                call.input(), keys, ApiKey::id, key -> Json.object().put("id", key.id()));
        ObjectNode node = node(plan, first, last);
        ObjectNode values = node.putObject("values");
        page.get("item")
                .forEach(item -> values.set(
                        item.get("id").textValue(), days(plan, item.get("id").textValue(), first, last)));
        Json.put(node, "position", Optional.ofNullable(page.get("position")).map(text -> text.textValue()));
        return new Outcome<>(call.state(), node);
    }

    private Outcome<GatewayState> update(Call<GatewayState> call) {
        UsagePlan plan = UsagePlans.found(call);
        ApiKey key = UsagePlanKeys.member(call, plan);
        LocalDate today = LocalDate.ofInstant(call.now(), ZoneOffset.UTC);
        for (PatchOperation operation : PatchOperation.of(call.input())) {
            if (!operation.segments().equals(List.of("remaining"))) {
                throw PatchWording.LISTING.unknownPath(operation, List.of("/remaining"));
            }
            if (!operation.is("replace")) {
                throw PatchWording.LISTING.unsupportedOp(operation, PatchTable.REPLACE);
            }
            if (plan.quota().isEmpty()) {
                throw Refusals.badRequest("Usage Plan " + plan.id() + " does not have a quota"); // wording: a guess
            }
            int remaining = PatchNumbers.integer(operation);
            if (remaining < 0) {
                throw Refusals.badRequest("Remaining must be greater than or equal to zero"); // wording: a guess
            }
            usage.grant(plan, key.id(), today, remaining);
        }
        ObjectNode node = node(plan, today, today);
        node.putObject("values").set(key.id(), days(plan, key.id(), today, today));
        return new Outcome<>(call.state(), node);
    }

    private static ObjectNode node(UsagePlan plan, LocalDate first, LocalDate last) {
        return Json.object()
                .put("usagePlanId", plan.id())
                .put("startDate", first.toString())
                .put("endDate", last.toString());
    }

    /** A pair a day: what was used, and what remained. */
    private ArrayNode days(UsagePlan plan, String keyId, LocalDate first, LocalDate last) {
        ArrayNode days = Json.object().arrayNode();
        for (UsageRecords.Day day : usage.days(plan, keyId, first, last)) {
            days.addArray().add(day.used()).add(day.remaining());
        }
        return days;
    }

    /** The wording is a guess. */
    private static LocalDate date(Call<GatewayState> call, String member) {
        String text = call.input().optionalString(member).orElse("");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusals.badRequest("Invalid " + member + " specified: '" + text + "' is no date like 2026-01-31");
        }
    }
}
