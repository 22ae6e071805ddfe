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

/**
 * Something that has tags. Only what {@link #existsIn} the state may be read or changed.
 *
 * <p>Threads: immutable.
 */
sealed interface Tagged {

    /** Never exists. */
    Tagged NONE = new OfKey("");

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
    record OfKey(String id) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            ApiKey key = state.apiKeys().get(id);
            return key != null && key.scope().equals(scope);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return key(state).tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return state.withApiKeys(state.apiKeys().plus(id, key(state).withTags(tags)));
        }

        private ApiKey key(GatewayState state) {
            return Objects.requireNonNull(state.apiKeys().get(id));
        }
    }

    /** A usage plan. */
    record OfPlan(String id) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            UsagePlan plan = state.usagePlans().get(id);
            return plan != null && plan.scope().equals(scope);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return plan(state).tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return state.withUsagePlans(state.usagePlans().plus(id, plan(state).withTags(tags)));
        }

        private UsagePlan plan(GatewayState state) {
            return Objects.requireNonNull(state.usagePlans().get(id));
        }
    }

    /** A custom domain name. */
    record OfDomain(String name) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            DomainName domain = state.domainNames().get(name);
            return domain != null && domain.scope().equals(scope);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return domain(state).tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return state.with(domain(state).withTags(tags));
        }

        private DomainName domain(GatewayState state) {
            return Objects.requireNonNull(state.domainNames().get(name));
        }
    }

    /** A client certificate. */
    record OfCertificate(String id) implements Tagged {
        @Override
        public boolean existsIn(GatewayState state, Scope scope) {
            ClientCertificate certificate = state.clientCertificates().get(id);
            return certificate != null && certificate.scope().equals(scope);
        }

        @Override
        public Map<String, String> tags(GatewayState state) {
            return certificate(state).tags();
        }

        @Override
        public GatewayState with(GatewayState state, Map<String, String> tags) {
            return state.withClientCertificates(
                    state.clientCertificates().plus(id, certificate(state).withTags(tags)));
        }

        private ClientCertificate certificate(GatewayState state) {
            return Objects.requireNonNull(state.clientCertificates().get(id));
        }
    }
}
