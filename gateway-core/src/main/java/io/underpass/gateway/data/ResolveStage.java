package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledApi;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.wire.Trail;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the API and the stage that the request asks for.
 *
 * <p>Threads: stateless.
 */
final class ResolveStage implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        InvokeAddress address = invocation.address();
        Trail trail = invocation.exchange().trail();
        Optional<CompiledApi> api = invocation.snapshot().api(address.apiId());
        if (api.isEmpty()) {
            // On AWS such a host has no DNS record; the words are our own choice.
            String reason = "The API id '" + address.apiId() + "' does not correspond to a deployed API Gateway API";
            trail.fail(TrailSteps.API, reason);
            return new Outcome.Reply(new Fault(FaultType.UNKNOWN_API, reason));
        }
        trail.note(TrailSteps.API, address.apiId());
        if (api.get().executeApiEndpointDisabled()) {
            return invocation.fail(
                    TrailSteps.API, "the API has disableExecuteApiEndpoint set to true", FaultType.FORBIDDEN);
        }
        Optional<CompiledStage> stage = api.get().stage(address.stage());
        if (stage.isEmpty()) {
            return invocation.fail(
                    TrailSteps.STAGE,
                    "API " + address.apiId() + " has no stage '" + address.stage() + "'; its stages are "
                            + new TreeSet<>(api.get().stages().keySet()),
                    FaultType.FORBIDDEN);
        }
        trail.note(TrailSteps.STAGE, address.stage());
        invocation.foundStage(api.get(), stage.get());
        return Outcome.NEXT;
    }
}
