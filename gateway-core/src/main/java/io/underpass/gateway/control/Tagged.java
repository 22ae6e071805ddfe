package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import io.underpass.gateway.model.UsagePlan;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.pcollections.PSortedMap;

/**
 * Something that has tags. Only what {@link #existsIn} the state may be read or changed.
 *
 * <p>Threads: immutable.
 */
sealed interface Tagged {

    /** Never exists. */
    Tagged NONE = key("");

    boolean existsIn(GatewayState state, Scope scope);

    Map<String, String> tags(GatewayState state);

    GatewayState with(GatewayState state, Map<String, String> tags);

    /** A REST API. */
    record OfApi(String id) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            return state.api(id).filter(api -> api.api().scope().equals(scope)).isPresent();
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return api(state).api().tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return state.with(api(state).withApi(api(state).api().withTags(tags)));
        }

        private ApiState api(GatewayState state) {
            return state.api(id).orElseThrow();
        }
    }

    /** A stage of a REST API. */
    record OfStage(String apiId, String name) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            return ApiStages.exists(state, scope, apiId, name);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return stage(state).tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            ApiState api = state.api(apiId).orElseThrow();
            return state.with(
                    api.withStages(api.stages().plus(name, stage(state).withTags(tags))));
        }

        private Stage stage(GatewayState state) {
            return Objects.requireNonNull(
                    state.api(apiId).orElseThrow().stages().get(name));
        }
    }

    /** An API key. */
    static Tagged key(String id) {
        return new InMap<>(
                id, GatewayState::apiKeys, ApiKey::scope, ApiKey::tags, ApiKey::withTags, GatewayState::withApiKeys);
    }

    /** A usage plan. */
    static Tagged plan(String id) {
        return new InMap<>(
                id,
                GatewayState::usagePlans,
                UsagePlan::scope,
                UsagePlan::tags,
                UsagePlan::withTags,
                GatewayState::withUsagePlans);
    }

    /** A custom domain name. */
    static Tagged domain(String name) {
        return new InMap<>(
                name,
                GatewayState::domainNames,
                DomainName::scope,
                DomainName::tags,
                DomainName::withTags,
                GatewayState::withDomainNames);
    }

    /** A client certificate. */
    static Tagged certificate(String id) {
        return new InMap<>(
                id,
                GatewayState::clientCertificates,
                ClientCertificate::scope,
                ClientCertificate::tags,
                ClientCertificate::withTags,
                GatewayState::withClientCertificates);
    }

    /** One of those that the state has in a map. */
    record InMap<T>(
            String key,
            Function<GatewayState, PSortedMap<String, T>> all,
            Function<T, Scope> scopeOf,
            Function<T, Map<String, String>> tagsOf,
            BiFunction<T, Map<String, String>, T> tagged,
            BiFunction<GatewayState, PSortedMap<String, T>, GatewayState> changed)
            implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            T found = all.apply(state).get(key);
            return found != null && scopeOf.apply(found).equals(scope);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return tagsOf.apply(found(state));
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return changed.apply(state, all.apply(state).plus(key, tagged.apply(found(state), tags)));
        }

        private T found(GatewayState state) {
            return Objects.requireNonNull(all.apply(state).get(key));
        }
    }
}
