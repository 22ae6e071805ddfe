package io.underpass.gateway.data;

import io.underpass.gateway.AwsServices;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.PrivateLinks.Security;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.Backend.Way;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.wire.FieldList;
import io.underpass.wire.Trail;
import java.util.Optional;

/**
 * Calls the backend. A VPC link and its load balancer are looked up anew for each request, as on AWS: neither is part of
 * a deployment.
 *
 * <p>Threads: safe.
 */
final class Integrate implements Phase {

    private final PrivateLinks links;
    private final InternetOrigins origins;
    private final AwsServices services;
    private final ProxyToFunction proxy;
    private final CallFunction custom;
    private final OffLoop offLoop;
    private final IntegrationDeadlines deadlines = new IntegrationDeadlines();

    Integrate(
            PrivateLinks links,
            InternetOrigins origins,
            AwsServices services,
            ProxyToFunction proxy,
            CallFunction custom,
            OffLoop offLoop) {
        this.links = links;
        this.origins = origins;
        this.services = services;
        this.proxy = proxy;
        this.custom = custom;
        this.offLoop = offLoop;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Forward forward = invocation.forward();
        invocation
                .exchange()
                .trail()
                .note(TrailSteps.INTEGRATION, forward.type().name());
        if (forward.backend() instanceof Backend.Http server) {
            return call(invocation, forward, server);
        }
        return forward.backend() instanceof Backend.Function function
                ? call(invocation, forward, function)
                : MockIntegration.answer(invocation);
    }

    private Outcome call(Invocation invocation, Forward forward, Backend.Function function) {
        invocation.exchange().trail().note(TrailSteps.FUNCTION, function.functionArn());
        return forward.type().isProxy()
                ? proxy.run(invocation, forward, function)
                : custom.run(invocation, forward, function);
    }

    private Outcome call(Invocation invocation, Forward forward, Backend.Http server) {
        invocation.calls();
        ExecutionLog log = invocation.log();
        if (log != null) {
            BackendRequest request = invocation.backendRequest();
            log.calls(
                    server.uri().scheme()
                            + "://"
                            + request.authority().hostHeader()
                            + request.head().target(),
                    FieldList.of(request.head().headers()),
                    LogText.of(invocation.body()));
        }
        Resolution resolution = way(invocation, server.way());
        if (resolution instanceof Resolution.Refused refused) {
            invocation.exchange().trail().fail(TrailSteps.INTEGRATION, refused.reason());
            return new Outcome.Reply(fault(refused));
        }
        IntegrationCall call =
                forward.streamed() ? new StreamedCall(invocation, deadlines) : new BufferedCall(invocation, offLoop);
        call.start(((Resolution.Resolved) resolution).upstream(), deadlines);
        return Outcome.LATER;
    }

    private Resolution way(Invocation invocation, Way way) {
        Endpoint endpoint = invocation.backendRequest().authority().endpoint();
        Trail trail = invocation.exchange().trail();
        if (way instanceof Way.Link link) {
            return links.resolve(
                    invocation.api().scope(),
                    link.connectionId(),
                    link.integrationTarget(),
                    endpoint,
                    endpoint.scheme().equals("https")
                            ? new Security(link.insecureSkipVerification(), shown(invocation))
                            : Security.NONE,
                    trail);
        }
        if (way instanceof Way.Service service) {
            trail.note(TrailSteps.SERVICE, service.service());
            return services.resolve(invocation.api().scope(), service.service(), service.region());
        }
        trail.note(TrailSteps.ORIGIN, endpoint.host() + ':' + endpoint.port());
        return origins.resolve(endpoint, ((Way.Internet) way).insecureSkipVerification(), shown(invocation));
    }

    private static Optional<ClientCertificate> shown(Invocation invocation) {
        return invocation.stage().clientCertificateId().flatMap(invocation.snapshot()::clientCertificate);
    }

    private static Fault fault(Resolution.Refused refused) {
        return switch (refused.refusal()) {
            case CONFIGURATION -> Fault.of(FaultType.API_CONFIGURATION_ERROR);
            case UNREACHABLE -> Fault.of(FaultType.SERVICE_UNAVAILABLE);
            case NOT_EMULATED -> new Fault(FaultType.NOT_EMULATED, refused.reason());
        };
    }
}
