package io.underpass.gateway.compile;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The {@code $context} variables that access logs alone have, as far as a request here can have them (spec 5.1).
 *
 * <p>Threads: immutable.
 */
public enum AccessLogVariable {
    AUTHENTICATE_ERROR("authenticate.error"),
    AUTHENTICATE_LATENCY("authenticate.latency"),
    AUTHENTICATE_STATUS("authenticate.status"),
    AUTHORIZE_ERROR("authorize.error"),
    AUTHORIZE_LATENCY("authorize.latency"),
    AUTHORIZE_STATUS("authorize.status"),
    AUTHORIZER_ERROR("authorizer.error"),
    AUTHORIZER_INTEGRATION_LATENCY("authorizer.integrationLatency"),
    AUTHORIZER_INTEGRATION_STATUS("authorizer.integrationStatus"),
    AUTHORIZER_LATENCY("authorizer.latency"),
    AUTHORIZER_STATUS("authorizer.status"),
    BASE_PATH_MATCHED("customDomain.basePathMatched"),
    INTEGRATION_ERROR("integration.error", "integrationErrorMessage"),
    INTEGRATION_LATENCY("integration.latency", "integrationLatency"),
    INTEGRATION_REQUEST_ID("integration.requestId"),
    /** Of a Lambda function what its own code has answered. */
    INTEGRATION_STATUS("integration.status"),
    /** Of a Lambda function what Lambda has answered. */
    ENDPOINT_STATUS("integration.integrationStatus", "integrationStatus"),
    RESPONSE_LATENCY("responseLatency"),
    RESPONSE_LENGTH("responseLength"),
    STATUS("status"),
    TRACE_ID("xrayTraceId");

    private final String[] awsNames;

    AccessLogVariable(String... awsNames) {
        this.awsNames = awsNames;
    }

    static Optional<AccessLogVariable> named(String name) {
        return Stream.of(values())
                .filter(variable -> Stream.of(variable.awsNames).anyMatch(name::equals))
                .findFirst();
    }
}
