package io.underpass.gateway.control;

import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.PSortedMap;

/**
 * Operations of UpdateStage on method settings: {@code /path/VERB/group/setting}, slashes of the path written {@code ~1},
 * and {@code remove /path/VERB}.
 *
 * <p>Threads: stateless.
 */
final class MethodSettingsPatch {

    private static final Map<String, List<String>> SETTINGS = Map.of(
            "metrics",
            List.of("enabled"),
            "logging",
            List.of("dataTrace", "loglevel"),
            "throttling",
            List.of("burstLimit", "rateLimit"),
            "caching",
            List.of(
                    "enabled",
                    "ttlInSeconds",
                    "dataEncrypted",
                    "requireAuthorizationForCacheControl",
                    "unauthorizedCacheControlHeaderStrategy"));

    private static final Set<String> VERBS =
            Set.of("*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    private static final List<String> LEVELS = List.of("OFF", "ERROR", "INFO");
    private static final List<String> STRATEGIES =
            List.of("FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER");
    private static final int MAX_TTL_SECONDS = 3600;

    private MethodSettingsPatch() {}

    /** Whether {@code operation} is about a setting of a method. */
    static boolean sets(PatchOperation operation) {
        List<String> names = operation.segments();
        int size = names.size();
        return size >= 4
                && SETTINGS.getOrDefault(names.get(size - 2), List.of()).contains(names.get(size - 1));
    }

    /** Whether {@code operation} removes all settings of a method. */
    static boolean removes(PatchOperation operation) {
        return operation.is("remove") && operation.segments().size() >= 2 && VERBS.contains(operation.key());
    }

    static Stage remove(Stage stage, PatchOperation operation) {
        String key = operation.path().orElse("").substring(1);
        if (!stage.methodSettings().containsKey(key)) {
            throw Refusals.badRequest(
                    "Cannot remove method setting " + key + " because there is no method setting for this method ");
        }
        return stage.withMethodSettings(stage.methodSettings().minus(key));
    }

    static Stage set(Stage stage, PatchOperation operation) {
        if (!operation.is("replace") && !operation.is("add")) {
            throw PatchWording.LISTING.unsupportedOp(operation, List.of("replace"));
        }
        List<String> names = operation.segments();
        String group = names.get(names.size() - 2);
        String setting = operation.key();
        String path = operation.path().orElse("");
        String key = path.substring(1, path.length() - group.length() - setting.length() - 2);
        PSortedMap<String, MethodSettings> all = stage.methodSettings();
        MethodSettings before = Optional.ofNullable(all.get(key)).orElse(MethodSettings.DEFAULT);
        return stage.withMethodSettings(all.plus(key, changed(before, group + '/' + setting, operation)));
    }

    private static MethodSettings changed(MethodSettings old, String setting, PatchOperation operation) {
        return switch (setting) {
            case "metrics/enabled" -> old.withMetricsEnabled(PatchNumbers.flag(operation));
            case "logging/dataTrace" -> old.withDataTraceEnabled(PatchNumbers.flag(operation));
            case "logging/loglevel" -> old.withLoggingLevel(Optional.of(oneOf(operation, LEVELS)));
            case "throttling/burstLimit" ->
                old.withThrottling(PatchNumbers.integer(operation), old.throttlingRateLimit());
            case "throttling/rateLimit" ->
                old.withThrottling(old.throttlingBurstLimit(), PatchNumbers.number(operation));
            case "caching/enabled" -> old.withCaching(PatchNumbers.flag(operation), old.cacheTtlInSeconds());
            case "caching/ttlInSeconds" -> old.withCaching(old.cachingEnabled(), timeToLive(operation));
            case "caching/dataEncrypted" -> old.withCacheDataEncrypted(PatchNumbers.flag(operation));
            case "caching/requireAuthorizationForCacheControl" ->
                old.withCacheControl(PatchNumbers.flag(operation), old.unauthorizedCacheControlHeaderStrategy());
            case "caching/unauthorizedCacheControlHeaderStrategy" ->
                old.withCacheControl(old.requireAuthorizationForCacheControl(), oneOf(operation, STRATEGIES));
            default -> throw new IllegalStateException("no setting " + setting);
        };
    }

    /** The wording is a guess. */
    private static int timeToLive(PatchOperation operation) {
        int seconds = PatchNumbers.integer(operation);
        if (seconds < 0 || seconds > MAX_TTL_SECONDS) {
            throw Refusals.badRequest(
                    "Invalid cache TTL specified: it must be between 0 and " + MAX_TTL_SECONDS + " seconds");
        }
        return seconds;
    }

    /** The wording is a guess. */
    private static String oneOf(PatchOperation operation, List<String> values) {
        String value = operation.value().orElse("").toUpperCase(Locale.ROOT);
        if (!values.contains(value)) {
            throw Refusals.badRequest(
                    "Invalid patch value  '" + operation.value().orElse("") + "' specified for path '"
                            + operation.path().orElse("") + "'. Must be one of: " + values);
        }
        return value;
    }
}
