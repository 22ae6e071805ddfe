package io.underpass.gateway;

import io.underpass.aws.Scope;
import io.underpass.wire.Trail;
import io.underpass.wire.Upstream;
import java.util.Optional;

/**
 * Port: what the gateway needs of VPC links.
 *
 * <p>Threads: safe; called on event loops (resolve) and on the control thread (versionOf, isDeleting), never blocking.
 */
public interface PrivateLinks {

    /**
     * Finds where a private integration's request goes, from the current state of links and load balancers.
     *
     * @param scope the account and region of the API
     * @param connectionId the VPC link's id, stage variables resolved
     * @param integrationTarget the load balancer's or listener's ARN; empty for a v1 link
     * @param endpoint scheme, host and port of the integration's uri; its port picks the listener
     * @param trail gets the link that was chosen, or why none was
     */
    Resolution resolve(
            Scope scope, String connectionId, Optional<String> integrationTarget, Endpoint endpoint, Trail trail);

    /** The version of the link {@code connectionId}; empty where there is no such link in {@code scope}. */
    Optional<LinkVersion> versionOf(Scope scope, String connectionId);

    /**
     * Whether the link {@code connectionId} is on its way out; no deployment may refer to it then (spec 1.11 of API
     * Gateway). A link of which nothing is known is not.
     */
    default boolean isDeleting(Scope scope, String connectionId) {
        return false;
    }

    /** The two kinds of VPC link. */
    enum LinkVersion {
        /** Made by {@code apigateway create-vpc-link}: to one NLB. */
        V1,
        /** Made by {@code apigatewayv2 create-vpc-link}: to any load balancer, by {@code integrationTarget}. */
        V2
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
        UNREACHABLE
    }
}
