package io.underpass.emulator.assembly;

import io.underpass.alb.IdentityProviders;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.wire.Upstream;
import java.util.Optional;

/**
 * Lets load balancers call identity providers as APIs call servers without a VPC link.
 *
 * <p>Threads: safe; never blocks.
 */
record ReachedProviders(InternetOrigins origins) implements IdentityProviders {

    @Override
    public Upstream to(String scheme, String host, int port) {
        Resolution resolution = origins.resolve(new Endpoint(scheme, host, port), false, Optional.empty());
        return resolution instanceof Resolution.Resolved resolved
                ? resolved.upstream()
                : IdentityProviders.NONE.to(scheme, host, port);
    }
}
