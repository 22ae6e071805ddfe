package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.List;

/**
 * UpdateStage. Method settings and canaries have patches of their own; all else is a change of the stage as AWS answers it.
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
        Stage stage = before;
        for (PatchOperation operation : PatchOperation.of(call.input())) {
            stage = apply(call, api, stage, operation);
        }
        stage = StageReader.read(new Input(StageJson.of(stage)), api, before.createdDate(), call.now());
        Canaries.check(stage, api);
        checkCertificate(call, stage);
        ApiState next = api.withStages(api.stages().plus(stage.stageName(), stage));
        return new Outcome<>(call.state().with(next), StageJson.of(stage));
    }

    private static Stage apply(Call<GatewayState> call, ApiState api, Stage stage, PatchOperation operation) {
        if (Canaries.isMeant(operation)) {
            return Canaries.apply(stage, operation);
        }
        if (MethodSettingsPatch.sets(operation)) {
            return MethodSettingsPatch.set(stage, operation);
        }
        if (MethodSettingsPatch.removes(operation)) {
            return MethodSettingsPatch.remove(stage, operation);
        }
        refuseUnknown(operation);
        Input patched = new Input(PATCHES.apply(StageJson.of(stage), List.of(operation)));
        return StageReader.read(patched, api, stage.createdDate(), call.now());
    }

    private static void checkCertificate(Call<GatewayState> call, Stage stage) {
        if (stage.clientCertificateId()
                .filter(id -> !call.state().clientCertificates().containsKey(id))
                .isPresent()) {
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

    private static void refuseUnknown(PatchOperation operation) {
        List<String> names = operation.segments();
        String first = names.isEmpty() ? "" : names.get(0);
        if (operation.path().isPresent() && !isKnown(first, names.size())) {
            throw Refusals.badRequest(
                    "Invalid method setting path: " + operation.path().get() + ". Must be one of: [" + PATHS + ']');
        }
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
