package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledApi;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the API that the request asks for. One that nobody finds is refused by {@link ResolveStage}, after the limits
 * that hold for every API.
 *
 * <p>Threads: immutable.
 */
final class ResolveApi implements Phase {

    private final Map<String, String> vpcEndpoints;

    /** Knows the VPC of each of {@code vpcEndpoints}. */
    ResolveApi(Map<String, String> vpcEndpoints) {
        this.vpcEndpoints = vpcEndpoints;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Optional<CompiledApi> api =
                invocation.snapshot().api(invocation.address().apiId());
        if (api.isPresent()) {
            invocation
                    .exchange()
                    .trail()
                    .note(TrailSteps.API, invocation.address().apiId());
            invocation.foundApi(api.get());
            Optional<String> endpoint = invocation.address().vpcEndpointId();
            if (endpoint.isPresent()) {
                invocation.comesFrom(vpcEndpoints.getOrDefault(endpoint.get(), ""));
            }
        }
        return Outcome.NEXT;
    }
}
