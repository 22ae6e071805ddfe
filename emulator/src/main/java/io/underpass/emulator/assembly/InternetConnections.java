package io.underpass.emulator.assembly;

import io.underpass.emulator.tls.OriginSecurity;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamTimeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * Pooled connections to the servers that integrations call without a VPC link.
 *
 * <p>Threads: safe; never blocks.
 */
public final class InternetConnections implements InternetOrigins {

    /** To connect ten seconds; to answer longer than any integration may take, so that its own timeout comes first. */
    private static final UpstreamTimeouts TIMEOUTS =
            new UpstreamTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(16));

    private final TargetConnections connections;
    private final OriginSecurity security;

    /** Servers that are reached by {@code connections}, those with https as {@code security} says. */
    public InternetConnections(TargetConnections connections, OriginSecurity security) {
        this.connections = connections;
        this.security = security;
    }

    @Override
    public Resolution resolve(Endpoint endpoint, boolean insecureSkipVerification, Optional<ClientCertificate> shown) {
        return new Resolution.Resolved(
                endpoint.scheme().equals("https")
                        ? secured(endpoint, insecureSkipVerification, shown)
                        : connections.to(endpoint.host(), endpoint.port(), TIMEOUTS.connect(), TIMEOUTS.response()));
    }

    private Upstream secured(Endpoint endpoint, boolean insecureSkipVerification, Optional<ClientCertificate> shown) {
        return new LateUpstream(security.of(insecureSkipVerification, shown)
                .thenApply(tls -> connections.to(endpoint.host(), endpoint.port(), TIMEOUTS, tls)));
    }
}
