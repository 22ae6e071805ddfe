package io.underpass.gateway.compile;

import java.util.Optional;

/**
 * Who answers the requests of a method.
 *
 * <p>Threads: immutable.
 */
public sealed interface Backend {

    /**
     * A server that speaks HTTP.
     *
     * @param httpMethod the verb towards the backend; empty for the client's
     */
    record Http(Optional<String> httpMethod, UriTemplate uri, Way way) implements Backend {}

    /**
     * A Lambda function.
     *
     * @param functionArn with its qualifier where it has one
     * @param operationName the method's, which a proxy's event shows
     */
    record Function(String functionArn, Optional<String> operationName) implements Backend {}

    /** Nobody: what the request mapping makes is read as the status, and the response mapping does the rest. */
    record Mock() implements Backend {}

    /** How requests get to a server. */
    sealed interface Way {

        /**
         * Through a VPC link.
         *
         * @param connectionId the VPC link's id
         * @param integrationTarget the load balancer's ARN; empty with a v1 link
         * @param insecureSkipVerification whether a certificate of an unknown authority will do
         */
        record Link(String connectionId, Optional<String> integrationTarget, boolean insecureSkipVerification)
                implements Way {}

        /**
         * Straight to the host of the uri.
         *
         * @param insecureSkipVerification whether a certificate of an unknown authority will do
         */
        record Internet(boolean insecureSkipVerification) implements Way {}

        /**
         * To an AWS service, wherever that is here.
         *
         * @param service the name that it signs with
         * @param region the region of it that is meant
         */
        record Service(String service, String region) implements Way {}
    }
}
