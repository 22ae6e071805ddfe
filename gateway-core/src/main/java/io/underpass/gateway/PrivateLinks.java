package io.underpass.gateway;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.ClientCertificate;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import java.util.Optional;

/**
 * Port: what requests need of VPC links. {@link VpcLinks} is what the control API needs of them.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
@FunctionalInterface
public interface PrivateLinks {

    /**
     * Finds where a private integration's request goes, from the current state of links and load balancers.
     *
     * @param scope the account and region of the API
     * @param connectionId the VPC link's id, stage variables resolved
     * @param integrationTarget the load balancer's or listener's ARN; empty for a v1 link
     * @param endpoint scheme, host and port of the integration's uri; its port picks the listener
     * @param security how TLS is spoken, where the scheme is https
     * @param trail gets the link that was chosen, or why none was
     */
    Resolution resolve(
            Scope scope,
            String connectionId,
            Optional<String> integrationTarget,
            Endpoint endpoint,
            Security security,
            Trail trail);

    /**
     * How TLS is spoken with a backend.
     *
     * @param insecureSkipVerification whether a certificate of an unknown authority will do
     * @param shown to a backend that asks who calls
     */
    record Security(boolean insecureSkipVerification, Optional<ClientCertificate> shown) {

        /** For backends without TLS. */
        public static final Security NONE = new Security(false, Optional.empty());
    }

    /**
     * The authority of an integration's uri.
     *
     * @param scheme http or https
     * @param host as written
     * @param port as written, else the scheme's default
     */
    record Endpoint(String scheme, String host, int port) {}

    /** The answer to {@link #resolve}. */
    sealed interface Resolution {

        /** The request goes to {@code upstream}. */
        record Resolved(Upstream upstream) implements Resolution {}

        /**
         * There is no way.
         *
         * @param refusal what the client is told
         * @param reason for people: what was looked for and what was found
         */
        record Refused(Refusal refusal, String reason) implements Resolution {}
    }

    /** What a client is told where a link leads nowhere (spec 1.9). */
    enum Refusal {
        /** 500, {@code Internal server error}: the link or its target does not exist or is not usable. */
        CONFIGURATION,
        /** 503, {@code Service Unavailable}: nothing answers at the target. */
        UNREACHABLE,
        /** 501: there is a way on AWS and not here. */
        NOT_EMULATED
    }
}
