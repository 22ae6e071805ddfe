package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * ImportApiKeys: a table with the columns Name, Key, Description, Enabled and UsageplanIds, of which the first two must be
 * there (AWS, "API Gateway API key file format"). What cannot be taken from a line is a warning; words and rules of
 * warnings are guesses.
 *
 * <p>Threads: confined to one call.
 */
final class ApiKeyImport {

    private final Call<GatewayState> call;
    private final List<String> ids = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private GatewayState state;

    private ApiKeyImport(Call<GatewayState> call) {
        this.call = call;
        this.state = call.state();
    }

    static Outcome<GatewayState> run(Call<GatewayState> call) {
        List<List<String>> lines = CsvLines.of(call.input().string("body"));
        Map<String, Integer> columns = new HashMap<>();
        if (!lines.isEmpty()) {
            for (int i = 0; i < lines.get(0).size(); i++) {
                columns.put(lines.get(0).get(i).strip().toLowerCase(Locale.ROOT), i);
            }
        }
        if (!columns.containsKey("name") || !columns.containsKey("key")) {
            throw Refusals.badRequest("Invalid API Key file: the first line must name the columns Name and Key");
        }
        ApiKeyImport work = new ApiKeyImport(call);
        for (int number = 1; number < lines.size(); number++) {
            work.take(number + 1, new Line(columns, lines.get(number)));
        }
        if (call.input().optionalBoolean("failOnWarnings").orElse(false) && !work.warnings.isEmpty()) {
            throw Refusals.badRequest("Warnings found during import: " + work.warnings);
        }
        return new Outcome<>(work.state, work.answer());
    }

    private void take(int number, Line line) {
        String value = line.value("key");
        ApiKeyRules.checkValue(value);
        if (ApiKeyRules.isTaken(state, call.scope(), value)) {
            warnings.add("Line " + number + ": API Key already exists");
            return;
        }
        ApiKey key = new ApiKey(
                call.scope(),
                UnusedId.draw(call.ids(), ApiKeyRules.ID_LENGTH, state.apiKeys()::containsKey),
                value,
                Optional.of(line.value("name")).filter(text -> !text.isEmpty()),
                Optional.of(line.value("description")).filter(text -> !text.isEmpty()),
                Optional.empty(),
                line.value("enabled").isEmpty() || line.value("enabled").equalsIgnoreCase("true"),
                call.now(),
                call.now(),
                List.of(),
                Map.of());
        state = ApiKeys.with(state, key);
        ids.add(key.id());
        for (String planId : line.value("usageplanids").split(",")) {
            if (!planId.isBlank()) {
                join(number, key, planId.strip());
            }
        }
    }

    private void join(int number, ApiKey key, String planId) {
        UsagePlan plan = state.usagePlans().get(planId);
        if (plan == null || !plan.scope().equals(call.scope())) {
            warnings.add("Line " + number + ": Invalid Usage Plan ID specified: " + planId);
            return;
        }
        List<String> keyIds = new ArrayList<>(plan.keyIds());
        keyIds.add(key.id());
        state = state.withUsagePlans(state.usagePlans().plus(planId, plan.withKeyIds(keyIds)));
    }

    private ObjectNode answer() {
        ObjectNode node = Json.object();
        ArrayNode made = node.putArray("ids");
        ids.forEach(made::add);
        node.set("warnings", Json.list(warnings));
        return node;
    }

    private record Line(Map<String, Integer> columns, List<String> cells) {

        String value(String column) {
            Integer index = columns.get(column);
            return index == null || index >= cells.size()
                    ? ""
                    : cells.get(index).strip();
        }
    }
}
