package io.underpass.emulator.assembly;

import io.underpass.alb.Targets;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Refusal;
import io.underpass.gateway.PrivateLinks.Resolution;
import java.time.Duration;

/**
 * Pooled connections to the servers that integrations call without a VPC link.
 *
 * <p>Threads: safe; never blocks.
 */
final class InternetConnections implements InternetOrigins {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than any integration may take: its own timeout comes first. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(16);

    private final Targets targets;

    InternetConnections(Targets targets) {
        this.targets = targets;
    }

    @Override
    public Resolution resolve(Endpoint endpoint, boolean insecureSkipVerification) {
        if (endpoint.scheme().equals("https")) {
            return new Resolution.Refused(
                    Refusal.NOT_EMULATED,
                    "Underpass does not emulate https:// backends of integrations with connectionType INTERNET yet.");
        }
        return new Resolution.Resolved(
                targets.to(endpoint.host(), endpoint.port(), CONNECT_TIMEOUT, RESPONSE_TIMEOUT));
    }
}
