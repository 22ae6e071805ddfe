package io.underpass.aws;

/**
 * A control API behind the AWS endpoint.
 *
 * <p>Threads: called on the control thread only.
 */
@FunctionalInterface
public interface AwsService {

    /** Answers one call; errors are answers, rendered as the service's protocol does. */
    AwsResponse handle(AwsRequest request);
}
