package io.underpass.gateway;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.model.ClientCertificate;
import java.util.Optional;

/**
 * Port: the servers that integrations with {@code connectionType} INTERNET call.
 *
 * <p>Threads: safe; called on event loops, never blocking. Names are looked up when a connection is made.
 */
@FunctionalInterface
public interface InternetOrigins {

    /** No server: for gateways whose integrations are all private. */
    InternetOrigins NONE = (endpoint, insecureSkipVerification, shown) ->
            new Resolution.Refused(PrivateLinks.Refusal.NOT_EMULATED, "integrations with connectionType INTERNET");

    /**
     * The way to {@code endpoint}.
     *
     * @param insecureSkipVerification whether a certificate of an unknown authority will do
     * @param shown to a server that asks who calls
     */
    Resolution resolve(Endpoint endpoint, boolean insecureSkipVerification, Optional<ClientCertificate> shown);
}
