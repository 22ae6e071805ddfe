package io.underpass.gateway.compile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens to the requests of a route.
 *
 * <p>Threads: immutable.
 */
public sealed interface RoutePlan {

    /**
     * The request goes through a VPC link ({@code HTTP_PROXY}).
     *
     * @param httpMethod the verb towards the backend; empty for the client's
     * @param headers mappings to headers
     * @param query mappings to query parameters
     * @param connectionId the VPC link's id
     * @param integrationTarget the load balancer's ARN; empty with a v1 link
     * @param timeout from the call to the whole response
     * @param streamed whether the response is passed on as it comes, instead of held until it is complete
     */
    record Forward(
            Optional<String> httpMethod,
            UriTemplate uri,
            List<ParameterMapping> headers,
            List<ParameterMapping> query,
            String connectionId,
            Optional<String> integrationTarget,
            Duration timeout,
            boolean streamed)
            implements RoutePlan {}

    /**
     * A Lambda function gets the whole request and makes the whole response ({@code AWS_PROXY}).
     *
     * @param functionArn with its qualifier where it has one
     * @param binaryMediaTypes whose bodies travel in base64
     * @param operationName the method's, for the event
     * @param timeout from the call to the whole answer
     */
    record InvokeFunction(
            String functionArn, BinaryMediaTypes binaryMediaTypes, Optional<String> operationName, Duration timeout)
            implements RoutePlan {}

    /**
     * AWS would serve it and Underpass does not.
     *
     * @param feature what is missing, as a noun phrase
     */
    record NotEmulated(String feature) implements RoutePlan {}

    /**
     * AWS answers every request with a configuration error (500).
     *
     * @param reason for people
     */
    record Misconfigured(String reason) implements RoutePlan {}
}
