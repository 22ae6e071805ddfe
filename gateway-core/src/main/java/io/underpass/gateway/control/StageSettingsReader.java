package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.MethodSettings;
import java.util.Map;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Reads what {@link StageSettingsJson} has written.
 *
 * <p>Threads: stateless.
 */
final class StageSettingsReader {

    private StageSettingsReader() {}

    static PSortedMap<String, MethodSettings> methodSettings(Input stage) {
        PSortedMap<String, MethodSettings> settings = TreePMap.empty();
        for (Map.Entry<String, Input> entry :
                stage.structureMap("methodSettings").entrySet()) {
            settings = settings.plus(entry.getKey(), read(entry.getValue()));
        }
        return settings;
    }

    private static MethodSettings read(Input input) {
        MethodSettings unset = MethodSettings.DEFAULT;
        return new MethodSettings(
                input.optionalBoolean("metricsEnabled").orElse(unset.metricsEnabled()),
                input.optionalString("loggingLevel"),
                input.optionalBoolean("dataTraceEnabled").orElse(unset.dataTraceEnabled()),
                input.optionalInteger("throttlingBurstLimit").orElse(unset.throttlingBurstLimit()),
                input.optionalNumber("throttlingRateLimit").orElse(unset.throttlingRateLimit()),
                input.optionalBoolean("cachingEnabled").orElse(unset.cachingEnabled()),
                input.optionalInteger("cacheTtlInSeconds").orElse(unset.cacheTtlInSeconds()),
                input.optionalBoolean("cacheDataEncrypted").orElse(unset.cacheDataEncrypted()),
                input.optionalBoolean("requireAuthorizationForCacheControl")
                        .orElse(unset.requireAuthorizationForCacheControl()),
                input.optionalString("unauthorizedCacheControlHeaderStrategy")
                        .orElse(unset.unauthorizedCacheControlHeaderStrategy()));
    }
}
