package io.underpass.gateway;

import io.underpass.aws.Scope;
import io.underpass.gateway.PrivateLinks.Resolution;

/**
 * Port: the AWS services that integrations of type {@code AWS} call, other than Lambda, which has {@link LambdaFunctions}.
 *
 * <p>Threads: safe; called on event loops, never blocking.
 */
@FunctionalInterface
public interface AwsServices {

    /** No service at all. */
    AwsServices NONE = (scope, service, region) ->
            new Resolution.Refused(PrivateLinks.Refusal.CONFIGURATION, "nobody answers for the AWS service " + service);

    /**
     * The way to a service. What is sent there has AWS's own host name for the service in its {@code Host}, and no
     * signature.
     *
     * @param scope the account and region of the API
     * @param service the name the service signs with, {@code sqs} for instance
     * @param region the region of the service that is meant
     */
    Resolution resolve(Scope scope, String service, String region);
}
