package io.underpass.gateway.data;

import io.underpass.gateway.compile.CompiledApi;
import io.underpass.gateway.compile.CompiledStage;
import io.underpass.gateway.compile.CustomDomain;
import io.underpass.gateway.compile.EndpointType;
import io.underpass.wire.Trail;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the stage that the request asks for, of an API that is there and can be invoked.
 *
 * <p>Threads: stateless.
 */
final class ResolveStage implements Phase {

    @Override
    public Outcome run(Invocation invocation) {
        InvokeAddress address = invocation.address();
        Trail trail = invocation.exchange().trail();
        CompiledApi api = invocation.foundApi();
        boolean custom = address.customPath().isPresent();
        if (api == null && custom) {
            // Status and body are a guess (spec 2.8).
            return invocation.fail(TrailSteps.API, noMapping(invocation), FaultType.FORBIDDEN);
        }
        if (api == null) {
            // On AWS such a host has no DNS record; the words are our own choice.
            String reason = "The API id '" + address.apiId() + "' does not correspond to a deployed API Gateway API";
            trail.fail(TrailSteps.API, reason);
            return new Outcome.Reply(new Fault(FaultType.UNKNOWN_API, reason));
        }
        if (api.endpointType() == EndpointType.PRIVATE
                && address.vpcEndpointId().isEmpty()) {
            // On AWS the name leads nowhere outside of a VPC; the answer is the one that others get there, a guess.
            return invocation.fail(
                    TrailSteps.API,
                    "a private API is reached through a VPC endpoint only: host " + address.apiId()
                            + "-vpce-ID.execute-api.REGION.amazonaws.com, or vpce-ID-SUFFIX.execute-api.REGION"
                            + ".vpce.amazonaws.com with the header x-apigw-api-id",
                    FaultType.FORBIDDEN);
        }
        if (api.executeApiEndpointDisabled() && !custom) {
            return invocation.fail(
                    TrailSteps.API, "the API has disableExecuteApiEndpoint set to true", FaultType.FORBIDDEN);
        }
        Optional<CompiledStage> stage = api.stage(address.stage());
        if (stage.isEmpty()) {
            return invocation.fail(
                    TrailSteps.STAGE,
                    "API " + address.apiId() + " has no stage '" + address.stage() + "'; its stages are "
                            + new TreeSet<>(api.stages().keySet()),
                    FaultType.FORBIDDEN);
        }
        trail.note(TrailSteps.STAGE, address.stage());
        invocation.foundStage(stage.get());
        return Outcome.NEXT;
    }

    private static String noMapping(Invocation invocation) {
        InvokeAddress address = invocation.address();
        if (!address.apiId().isEmpty()) {
            return "the base path mapping leads to the API " + address.apiId() + ", which is not deployed";
        }
        return "the custom domain name " + address.domainName() + " has no base path mapping for " + address.path()
                + "; its base paths are "
                + invocation
                        .snapshot()
                        .domains()
                        .find(address.domainName())
                        .map(CustomDomain::basePaths)
                        .orElse(List.of());
    }
}
