package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.Optional;

/** UpdateApiKey. Threads: stateless. */
final class ApiKeyUpdate {

    /** {@code /labels} leaves nothing that an answer shows. */
    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/customerId", "/description", "/name")
            .booleans("/enabled")
            .on("/labels", List.of("add", "remove"), (document, operation) -> {})
            .on("/stages", List.of("add", "remove"), ApiKeyUpdate::changeStages);

    private ApiKeyUpdate() {}

    static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiKey before = ApiKeys.found(call);
        Input patched = new Input(PATCHES.apply(ApiKeyJson.shown(before), PatchOperation.of(call.input())));
        List<String> stageKeys = patched.strings("stageKeys");
        stageKeys.stream()
                .filter(added -> !before.stageKeys().contains(added))
                .forEach(added -> ApiKeys.stageKey(call, added));
        ApiKey key = new ApiKey(
                before.scope(),
                before.id(),
                before.value(),
                given(patched, "name"),
                given(patched, "description"),
                given(patched, "customerId"),
                patched.optionalBoolean("enabled").orElse(false),
                before.createdDate(),
                call.now(),
                stageKeys,
                before.tags());
        return new Outcome<>(ApiKeys.with(call.state(), key), ApiKeyJson.of(key, false));
    }

    private static void changeStages(ObjectNode document, PatchOperation operation) {
        PatchChanges.changeList(document, "stageKeys", operation);
    }

    private static Optional<String> given(Input input, String member) {
        return input.optionalString(member).filter(text -> !text.isEmpty());
    }
}
