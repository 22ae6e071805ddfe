package io.underpass.gateway.data;

import io.underpass.gateway.PrivateLinks;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.compile.RoutePlan.InvokeFunction;

/**
 * Calls the backend: a Lambda function, or an HTTP service through its VPC link. The link and the load balancer are looked up anew for each request, as on
 * AWS: neither is part of a deployment.
 *
 * <p>Threads: safe.
 */
final class Integrate implements Phase {

    private final PrivateLinks links;
    private final ProxyToFunction functions;
    private final IntegrationDeadlines deadlines = new IntegrationDeadlines();

    Integrate(PrivateLinks links, ProxyToFunction functions) {
        this.links = links;
        this.functions = functions;
    }

    @Override
    public Outcome run(Invocation invocation) {
        if (invocation.method().plan() instanceof InvokeFunction function) {
            return functions.run(invocation, function);
        }
        invocation.exchange().trail().note(TrailSteps.INTEGRATION, "HTTP_PROXY");
        Forward forward = invocation.forward();
        Resolution resolution = links.resolve(
                invocation.api().scope(),
                forward.connectionId(),
                forward.integrationTarget(),
                invocation.backendRequest().authority().endpoint(),
                invocation.exchange().trail());
        if (resolution instanceof Resolution.Refused refused) {
            invocation.exchange().trail().fail(TrailSteps.INTEGRATION, refused.reason());
            return new Outcome.Reply(fault(refused));
        }
        IntegrationCall call = forward.streamed() ? new StreamedCall(invocation) : new BufferedCall(invocation);
        call.start(((Resolution.Resolved) resolution).upstream(), deadlines);
        return Outcome.LATER;
    }

    private static Fault fault(Resolution.Refused refused) {
        return switch (refused.refusal()) {
            case CONFIGURATION -> Fault.of(FaultType.API_CONFIGURATION_ERROR);
            case UNREACHABLE -> Fault.of(FaultType.SERVICE_UNAVAILABLE);
            case NOT_EMULATED -> new Fault(FaultType.NOT_EMULATED, refused.reason());
        };
    }
}
