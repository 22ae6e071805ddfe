package io.underpass.gateway.compile;

import io.underpass.gateway.compile.ResponseCaching.Unauthorized;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a stage caches a method's responses. A setting for all methods reaches those with GET only; others
 * are cached where their own settings say so (AWS, "Cache settings for REST APIs"). What is streamed is not cached.
 *
 * <p>Threads: stateless.
 */
final class CachingCompiler {

    private static final String FROM_INTEGRATION = "integration.request.";

    private CachingCompiler() {}

    static Optional<ResponseCaching> compile(
            RestApi api, String path, Method method, Stage stage, StageSettings settings) {
        if (!stage.cacheClusterEnabled() || method.integration().isEmpty()) {
            return Optional.empty();
        }
        Optional<MethodSettings> found = method.httpMethod().equals("GET")
                ? settings.of(path, method.httpMethod())
                : settings.ofMethodAlone(path, method.httpMethod());
        Integration integration = method.integration().get();
        boolean streamed =
                integration.responseTransferMode().filter("STREAM"::equals).isPresent();
        return found.filter(setting -> setting.cachingEnabled() && setting.cacheTtlInSeconds() > 0 && !streamed)
                .map(setting -> caching(api, integration, setting, new StageVariables(stage.variables())));
    }

    private static ResponseCaching caching(
            RestApi api, Integration integration, MethodSettings settings, StageVariables variables) {
        return new ResponseCaching(
                integration.cacheNamespace(),
                keys(integration, variables),
                api.minimumCompressionSize().isPresent()
                        || !api.binaryMediaTypes().isEmpty(),
                Duration.ofSeconds(settings.cacheTtlInSeconds()),
                settings.requireAuthorizationForCacheControl(),
                Unauthorized.valueOf(settings.unauthorizedCacheControlHeaderStrategy()));
    }

    private static List<MappingSource> keys(Integration integration, StageVariables variables) {
        List<MappingSource> keys = new ArrayList<>();
        for (String parameter : integration.cacheKeyParameters()) {
            String source = parameter.startsWith(FROM_INTEGRATION)
                    ? integration.requestParameters().getOrDefault(parameter, "''")
                    : parameter;
            try {
                keys.add(MappingExpression.ofRequest(source, variables));
            } catch (UnusableRoute e) {
                // What cannot be read has no value in any request, and so tells no two of them apart.
                keys.add(new MappingSource.Absent());
            }
        }
        return List.copyOf(keys);
    }
}
