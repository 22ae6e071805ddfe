package io.underpass.gateway.compile;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The {@code $context} variables that have a value when a request is mapped; those of authorizers, whose names are
 * anybody's, are {@link MappingSource.Authorizer}. All others of AWS's list belong to WAF or errors
 * and are empty in a request that met none of these.
 *
 * <p>Threads: immutable.
 */
public enum ContextVariable {
    ACCOUNT_ID("accountId"),
    API_ID("apiId"),
    ENDPOINT_REQUEST_ID("awsEndpointRequestId"),
    DEPLOYMENT_ID("deploymentId"),
    DOMAIN_NAME("domainName"),
    DOMAIN_PREFIX("domainPrefix"),
    EXTENDED_REQUEST_ID("extendedRequestId"),
    HTTP_METHOD("httpMethod"),
    ACCESS_KEY("identity.accessKey"),
    API_KEY("identity.apiKey"),
    API_KEY_ID("identity.apiKeyId"),
    CALLER_ACCOUNT_ID("identity.accountId"),
    CALLER("identity.caller"),
    CLIENT_CERTIFICATE("identity.clientCert.clientCertPem"),
    CLIENT_SUBJECT("identity.clientCert.subjectDN"),
    CLIENT_ISSUER("identity.clientCert.issuerDN"),
    CLIENT_SERIAL_NUMBER("identity.clientCert.serialNumber"),
    CLIENT_NOT_BEFORE("identity.clientCert.validity.notBefore"),
    CLIENT_NOT_AFTER("identity.clientCert.validity.notAfter"),
    SOURCE_IP("identity.sourceIp"),
    USER("identity.user"),
    USER_ARN("identity.userArn"),
    VPC_ID("identity.vpcId"),
    VPCE_ID("identity.vpceId"),
    USER_AGENT("identity.userAgent"),
    IS_CANARY_REQUEST("isCanaryRequest"),
    PATH("path"),
    PROTOCOL("protocol"),
    REQUEST_ID("requestId"),
    REQUEST_TIME("requestTime"),
    REQUEST_TIME_EPOCH("requestTimeEpoch"),
    RESOURCE_ID("resourceId"),
    RESOURCE_PATH("resourcePath"),
    STAGE("stage");

    private static final Map<String, ContextVariable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(variable -> variable.awsName, Function.identity()));

    private final String awsName;

    ContextVariable(String awsName) {
        this.awsName = awsName;
    }

    /** The name after {@code $context.}, with dots in it where it is nested. */
    public String awsName() {
        return awsName;
    }

    static Optional<ContextVariable> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
