package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.CanarySettings;
import io.underpass.gateway.model.Stage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Canaries of stages: made with a stage or a deployment, patched, and promoted (spec 6.7). Patching a stage without a
 * canary gives it one that serves the stage's own deployment and gets nothing yet; a guess.
 *
 * <p>Threads: stateless.
 */
final class Canaries {

    private static final List<String> PATHS = List.of(
            "/canarySettings",
            "/canarySettings/percentTraffic",
            "/canarySettings/deploymentId",
            "/canarySettings/stageVariableOverrides/{variable_name}",
            "/canarySettings/useStageCache");

    private Canaries() {}

    /** Reads the {@code canarySettings} of an input. */
    static CanarySettings read(Input input, String deploymentId) {
        return new CanarySettings(
                input.optionalNumber("percentTraffic").orElse(0.0),
                deploymentId,
                input.stringMap("stageVariableOverrides"),
                input.optionalBoolean("useStageCache").orElse(false));
    }

    /** Checks the canary of {@code stage}, which is to be one of {@code api}. */
    static void check(Stage stage, ApiState api) {
        stage.canarySettings().ifPresent(canary -> {
            if (!api.deployments().containsKey(canary.deploymentId())) {
                throw Refusals.badRequest("Deployment id does not exist");
            }
            if (!(canary.percentTraffic() >= 0 && canary.percentTraffic() <= 100)) {
                throw Refusals.badRequest("Percent traffic must be between 0.0 and 100.0"); // wording: a guess
            }
            StageRules.checkVariables(canary.stageVariableOverrides());
        });
    }

    /** Whether {@code operation} is about a canary. */
    static boolean isMeant(PatchOperation operation) {
        List<String> names = operation.segments();
        return operation.is("copy") || (!names.isEmpty() && names.get(0).equals("canarySettings"));
    }

    static Stage apply(Stage stage, PatchOperation operation) {
        if (operation.is("copy")) {
            return promoted(stage, operation);
        }
        List<String> names = operation.segments();
        if (names.size() == 1) {
            if (!operation.is("remove")) {
                throw PatchWording.LISTING.unsupportedOp(operation, List.of("remove"));
            }
            if (stage.canarySettings().isEmpty()) {
                throw noCanary();
            }
            return stage.withCanarySettings(Optional.empty());
        }
        CanarySettings before =
                stage.canarySettings().orElseGet(() -> new CanarySettings(0, stage.deploymentId(), Map.of(), false));
        return stage.withCanarySettings(Optional.of(changed(before, operation, names)));
    }

    private static CanarySettings changed(CanarySettings old, PatchOperation operation, List<String> names) {
        String member = names.get(1);
        boolean ofMap = member.equals("stageVariableOverrides");
        if (names.size() != (ofMap ? 3 : 2)) {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
        if (!ofMap && !operation.is("replace")) {
            throw PatchWording.LISTING.unsupportedOp(operation, PatchTable.REPLACE);
        }
        return switch (member) {
            case "percentTraffic" ->
                new CanarySettings(
                        PatchNumbers.number(operation),
                        old.deploymentId(),
                        old.stageVariableOverrides(),
                        old.useStageCache());
            case "deploymentId" ->
                new CanarySettings(
                        old.percentTraffic(),
                        operation.value().orElse(""),
                        old.stageVariableOverrides(),
                        old.useStageCache());
            case "useStageCache" ->
                new CanarySettings(
                        old.percentTraffic(),
                        old.deploymentId(),
                        old.stageVariableOverrides(),
                        PatchNumbers.flag(operation));
            case "stageVariableOverrides" ->
                new CanarySettings(
                        old.percentTraffic(), old.deploymentId(), overrides(old, operation), old.useStageCache());
            default -> throw PatchWording.LISTING.unknownPath(operation, PATHS);
        };
    }

    private static Map<String, String> overrides(CanarySettings old, PatchOperation operation) {
        Map<String, String> overrides = new LinkedHashMap<>(old.stageVariableOverrides());
        if (operation.is("remove")) {
            overrides.remove(operation.key());
        } else {
            overrides.put(operation.key(), operation.value().orElse(""));
        }
        return Collections.unmodifiableMap(overrides);
    }

    /** Overrides join the stage's variables, of which those with other names stay; a guess. */
    private static Stage promoted(Stage stage, PatchOperation operation) {
        CanarySettings canary = stage.canarySettings().orElseThrow(Canaries::noCanary);
        String from = operation.from().orElse("");
        String path = operation.path().orElse("");
        if (from.equals("/canarySettings/deploymentId") && path.equals("/deploymentId")) {
            return stage.serving(canary.deploymentId(), stage.variables());
        }
        if (from.equals("/canarySettings/stageVariableOverrides") && path.equals("/variables")) {
            Map<String, String> variables = new LinkedHashMap<>(stage.variables());
            variables.putAll(canary.stageVariableOverrides());
            return stage.serving(stage.deploymentId(), Collections.unmodifiableMap(variables));
        }
        throw Refusals.badRequest("Invalid copy operation with path: " + path + " and from " + from
                + ". Valid copy:path are [/deploymentId, /variables] and valid copy:from are"
                + " [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]");
    }

    private static AwsError noCanary() {
        return Refusals.badRequest("Promotion not available. Canary does not exist.");
    }
}
