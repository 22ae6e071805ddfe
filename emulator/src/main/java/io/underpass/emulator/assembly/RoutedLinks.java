package io.underpass.emulator.assembly;

import io.underpass.aws.Scope;
import io.underpass.gateway.PrivateLinks;
import io.underpass.gateway.VpcLinks;
import io.underpass.vpclink.data.VpcLinkRouter;
import io.underpass.wire.Trail;
import java.util.Optional;

/**
 * Joins REST APIs to VPC links.
 *
 * <p>Threads: safe; never blocks.
 */
final class RoutedLinks implements PrivateLinks, VpcLinks {

    private final VpcLinkRouter router;
    private final SecuredListeners secured;

    RoutedLinks(VpcLinkRouter router, SecuredListeners secured) {
        this.router = router;
        this.secured = secured;
    }

    @Override
    public Resolution resolve(
            Scope scope,
            String connectionId,
            Optional<String> integrationTarget,
            Endpoint endpoint,
            Security security,
            Trail trail) {
        io.underpass.vpclink.Resolution resolution =
                router.resolve(scope, connectionId, integrationTarget, endpoint.scheme(), endpoint.port(), trail);
        if (resolution instanceof io.underpass.vpclink.Resolution.Resolved resolved) {
            if (!endpoint.scheme().equals("https") && secured.endsTls(resolved.listenerArn())) {
                // On AWS plain text does not get past such a listener either; in what words is a guess.
                return new Resolution.Refused(
                        Refusal.UNREACHABLE,
                        "the listener " + resolved.listenerArn() + " speaks TLS: the uri has to begin with https");
            }
            return new Resolution.Resolved(
                    endpoint.scheme().equals("https")
                            ? secured.way(resolved.listenerArn(), resolved.upstream(), endpoint, security)
                            : resolved.upstream());
        }
        io.underpass.vpclink.Resolution.Refused refused = (io.underpass.vpclink.Resolution.Refused) resolution;
        Refusal refusal = switch (refused.kind()) {
            case CONFIGURATION -> Refusal.CONFIGURATION;
            case UNREACHABLE -> Refusal.UNREACHABLE;
            case NOT_EMULATED -> Refusal.NOT_EMULATED;
        };
        return new Resolution.Refused(refusal, refused.reason());
    }

    @Override
    public Optional<LinkVersion> versionOf(Scope scope, String connectionId) {
        return router.versionOf(scope, connectionId)
                .map(version -> version == io.underpass.vpclink.LinkVersion.V1 ? LinkVersion.V1 : LinkVersion.V2);
    }

    @Override
    public boolean isDeleting(Scope scope, String connectionId) {
        return router.isDeleting(scope, connectionId);
    }
}
