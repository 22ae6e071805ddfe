package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.List;
import java.util.Set;

/**
 * UpdateStage. What a stage has on AWS and not here is refused by name rather than kept without effect.
 *
 * <p>Threads: stateless.
 */
final class StageUpdate {

    /** As AWS prints it, missing commas included (observed on AWS). */
    private static final String PATHS = """
            /deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, \
            /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, \
            /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, \
            /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit\
            /{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, \
            /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, \
            /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, \
            /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, \
            /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit \
            /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, \
            /*/*/caching/requireAuthorizationForCacheControl, \
            /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled\
            """;

    private static final Set<String> METHOD_SETTINGS = Set.of("metrics", "logging", "throttling", "caching");
    private static final int METHOD_SETTING_NAMES = 4;

    private static final PatchTable PATCHES = PatchTable.in(PatchWording.LISTING)
            .strings("/deploymentId", "/description", "/cacheClusterSize", "/documentationVersion")
            .strings("/clientCertificateId")
            .booleans("/cacheClusterEnabled", "/tracingEnabled")
            .on("/accessLogSettings", PatchTable.ALL, AccessLogs::patch)
            .on("/accessLogSettings/*", PatchTable.ALL, AccessLogs::patch)
            .on("/variables/*", PatchTable.ALL, StageUpdate::setVariable);

    private StageUpdate() {}

    static Outcome<GatewayState> update(Call<GatewayState> call) {
        ApiState api = Lookup.api(call);
        Stage before = Lookup.stage(api, call.input());
        List<PatchOperation> operations = PatchOperation.of(call.input());
        operations.forEach(StageUpdate::refuseOthers);
        Input patched = new Input(PATCHES.apply(StageJson.of(before), operations));
        Stage stage = StageReader.read(patched, api, before.createdDate(), call.now());
        stage.clientCertificateId().ifPresent(id -> checkCertificate(call, id));
        ApiState next = api.withStages(api.stages().plus(stage.stageName(), stage));
        return new Outcome<>(call.state().with(next), StageJson.of(stage));
    }

    private static void checkCertificate(Call<GatewayState> call, String id) {
        if (!call.state().clientCertificates().containsKey(id)) {
            throw Refusals.notFound("Invalid Client Certificate identifier specified");
        }
    }

    /** Stage variables are set by any op; removing one that is not there changes nothing (a guess). */
    private static void setVariable(ObjectNode document, PatchOperation operation) {
        if (operation.is("remove")) {
            document.withObjectProperty("variables").remove(operation.key());
        } else {
            PatchChanges.setText(document, operation);
        }
    }

    private static void refuseOthers(PatchOperation operation) {
        List<String> names = operation.segments();
        String first = names.isEmpty() ? "" : names.get(0);
        switch (first) {
            case "canarySettings" ->
                throw operation.is("copy") || operation.is("remove")
                        ? Refusals.badRequest("Promotion not available. Canary does not exist.")
                        : AwsError.notEmulated("canary deployments (canarySettings of a stage)");
            default -> {
                if (isMethodSetting(names)) {
                    throw AwsError.notEmulated(
                            "method settings of a stage (" + names.get(2) + '/' + names.get(3) + ')');
                }
                if (operation.is("copy")) {
                    throw Refusals.badRequest("Promotion not available. Canary does not exist.");
                }
                if (operation.path().isPresent() && !isKnown(first, names.size())) {
                    throw Refusals.badRequest("Invalid method setting path: "
                            + operation.path().get() + ". Must be one of: [" + PATHS + ']');
                }
            }
        }
    }

    /** {@code /path/VERB/group/setting}, slashes of the path written {@code ~1}. */
    private static boolean isMethodSetting(List<String> names) {
        return names.size() == METHOD_SETTING_NAMES && METHOD_SETTINGS.contains(names.get(2));
    }

    private static boolean isKnown(String first, int names) {
        return switch (first) {
            case "accessLogSettings" -> names <= 2; // has a refusal of its own
            case "variables" -> names == 2;
            case "deploymentId",
                    "description",
                    "cacheClusterSize",
                    "clientCertificateId",
                    "documentationVersion",
                    "cacheClusterEnabled",
                    "tracingEnabled" -> names == 1;
            default -> false;
        };
    }
}
