package io.underpass.gateway.compile;

import io.underpass.gateway.compile.MethodMetering.KeySource;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.gateway.model.RestApi;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.Optional;

/**
 * Decides what of a method's requests is counted.
 *
 * <p>Threads: stateless.
 */
final class MeteringCompiler {

    private MeteringCompiler() {}

    static Optional<MethodMetering> compile(RestApi api, String path, Method method, StageSettings settings) {
        Optional<Throttle> throttle = settings.of(path, method.httpMethod()).flatMap(MeteringCompiler::throttle);
        if (!method.apiKeyRequired() && throttle.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeySource> source = method.apiKeyRequired()
                ? Optional.of(api.apiKeySource().equals("AUTHORIZER") ? KeySource.AUTHORIZER : KeySource.HEADER)
                : Optional.empty();
        return Optional.of(new MethodMetering(new MethodKey(path, method.httpMethod()).toString(), source, throttle));
    }

    /**
     * AWS shows the account's limits where nothing was set, and those are not held against a request here; -1 lifts the
     * throttle.
     */
    private static Optional<Throttle> throttle(MethodSettings settings) {
        Throttle throttle = new Throttle(settings.throttlingBurstLimit(), settings.throttlingRateLimit());
        boolean unset = settings.throttlingBurstLimit() == MethodSettings.DEFAULT.throttlingBurstLimit()
                && settings.throttlingRateLimit() == MethodSettings.DEFAULT.throttlingRateLimit();
        boolean lifted = throttle.burstLimit() < 0 || throttle.rateLimit() < 0;
        return unset || lifted ? Optional.empty() : Optional.of(throttle);
    }
}
