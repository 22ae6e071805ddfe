package io.underpass.emulator.assembly;

import io.underpass.emulator.tls.OriginTls;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.model.ClientCertificate;
import java.time.Duration;
import java.util.Optional;

/**
 * Pooled connections to the servers that integrations call without a VPC link.
 *
 * <p>Threads: safe; never blocks.
 */
public final class InternetConnections implements InternetOrigins {

    /** To connect ten seconds; to answer longer than any integration may take, so that its own timeout comes first. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(16);

    private final TargetConnections connections;
    private final OriginTls security;

    /** Servers that are reached by {@code connections}, those with https as {@code security} says. */
    public InternetConnections(TargetConnections connections, OriginTls security) {
        this.connections = connections;
        this.security = security;
    }

    @Override
    public Resolution resolve(Endpoint endpoint, boolean insecureSkipVerification, Optional<ClientCertificate> shown) {
        return new Resolution.Resolved(
                endpoint.scheme().equals("https")
                        ? connections.to(
                                endpoint.host(),
                                endpoint.port(),
                                CONNECT_TIMEOUT,
                                RESPONSE_TIMEOUT,
                                security.of(insecureSkipVerification, shown))
                        : connections.to(endpoint.host(), endpoint.port(), CONNECT_TIMEOUT, RESPONSE_TIMEOUT));
    }
}
