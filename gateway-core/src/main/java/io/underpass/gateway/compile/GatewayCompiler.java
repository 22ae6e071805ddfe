package io.underpass.gateway.compile;

import io.underpass.aws.control.ControlState;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Deployment;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Stage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * Compiles what is deployed. Work is kept in step with what changed: an edit that is not deployed costs nothing, a
 * stage update re-uses its deployment's trie, and other APIs are not touched. Whether something changed is seen by
 * comparing references, which the persistent collections of the model make exact.
 *
 * <p>Threads: stateless.
 */
public final class GatewayCompiler implements ControlState.Compiler<GatewayState, GatewaySnapshot> {

    @Override
    public GatewaySnapshot first(GatewayState state) {
        return next(GatewaySnapshot.EMPTY, GatewayState.EMPTY, state);
    }

    @Override
    public GatewaySnapshot next(GatewaySnapshot previous, GatewayState before, GatewayState state) {
        PMap<String, CompiledApi> apis = previous.apis();
        for (String id : before.apis().keySet()) {
            if (!state.apis().containsKey(id)) {
                apis = apis.minus(id);
            }
        }
        for (ApiState api : state.apis().values()) {
            String id = api.api().id();
            Optional<ApiState> old = before.api(id);
            Optional<CompiledApi> known = previous.api(id);
            EndpointType endpointType = EndpointType.of(api.api().endpointConfiguration());
            if (old.isEmpty() || known.isEmpty() || !servesTheSame(old.get(), api)) {
                apis = apis.plus(id, compile(known, api));
            } else if (known.get().endpointType() != endpointType) {
                apis = apis.plus(id, known.get().withEndpointType(endpointType));
            }
        }
        return new GatewaySnapshot(
                apis, domains(previous.domains(), state), state.clientCertificates(), keys(previous, before, state));
    }

    @SuppressWarnings("ReferenceEquality") // see the class: a change makes a new object, and comparing is quick
    private static CustomDomains domains(CustomDomains previous, GatewayState state) {
        return previous.source() == state.domainNames() ? previous : CustomDomains.of(state.domainNames());
    }

    @SuppressWarnings("ReferenceEquality") // as below
    private static ApiKeyTable keys(GatewaySnapshot previous, GatewayState before, GatewayState state) {
        return before.apiKeys() == state.apiKeys() && before.usagePlans() == state.usagePlans()
                ? previous.apiKeys()
                : ApiKeyTable.of(state);
    }

    @SuppressWarnings("ReferenceEquality") // see the class: a change makes a new object, and comparing is quick
    private static boolean servesTheSame(ApiState old, ApiState api) {
        return old == api || (old.stages() == api.stages() && old.deployments() == api.deployments());
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private static CompiledApi compile(Optional<CompiledApi> previous, ApiState api) {
        IdentityHashMap<Deployment, CompiledDeployment> compiled = new IdentityHashMap<>();
        previous.ifPresent(old -> old.stages().values().forEach(stage -> {
            compiled.put(stage.deployment().source(), stage.deployment());
            CompiledDeployment canary = canaryDeployment(stage);
            if (canary != null) {
                compiled.put(canary.source(), canary);
            }
        }));
        Map<String, CompiledStage> stages = new HashMap<>();
        for (Stage stage : api.stages().values()) {
            Deployment deployment = api.deployments().get(stage.deploymentId());
            if (deployment != null) {
                CompiledDeployment routes = compiled.computeIfAbsent(deployment, CompiledDeployment::new);
                Optional<CompiledDeployment> canary = stage.canarySettings()
                        .map(settings -> api.deployments().get(settings.deploymentId()))
                        .map(found -> compiled.computeIfAbsent(found, CompiledDeployment::new));
                stages.put(
                        stage.stageName(),
                        previous.flatMap(old -> old.stage(stage.stageName()))
                                .filter(old -> old.source() == stage
                                        && old.deployment() == routes
                                        && canaryDeployment(old) == canary.orElse(null))
                                .orElseGet(() -> CompiledStage.of(stage, routes, canary)));
            }
        }
        // The setting is the API's own and not the deployment's, yet AWS acts on it only when some stage is updated
        // ("Disable the default endpoint for REST APIs"): just when this runs.
        return new CompiledApi(
                api.api().id(),
                api.api().scope(),
                EndpointType.of(api.api().endpointConfiguration()),
                api.api().disableExecuteApiEndpoint(),
                stages);
    }

    private static @Nullable CompiledDeployment canaryDeployment(CompiledStage stage) {
        return stage.canary().map(canary -> canary.stage().deployment()).orElse(null);
    }
}
