package io.underpass.gateway.openapi;

import java.util.Set;

/** The names of API Gateway's extensions of OpenAPI. Threads: stateless. */
final class Extensions {

    static final String PREFIX = "x-amazon-apigateway-";
    static final String ANY_METHOD = PREFIX + "any-method";
    static final String API_KEY_SOURCE = PREFIX + "api-key-source";
    static final String AUTH = PREFIX + "auth";
    static final String AUTH_TYPE = PREFIX + "authtype";
    static final String AUTHORIZER = PREFIX + "authorizer";
    static final String BINARY_MEDIA_TYPES = PREFIX + "binary-media-types";
    static final String DOCUMENTATION = PREFIX + "documentation";
    static final String ENDPOINT_ACCESS_MODE = PREFIX + "endpoint-access-mode";
    static final String ENDPOINT_CONFIGURATION = PREFIX + "endpoint-configuration";
    static final String GATEWAY_RESPONSES = PREFIX + "gateway-responses";
    static final String INTEGRATION = PREFIX + "integration";
    static final String MINIMUM_COMPRESSION_SIZE = PREFIX + "minimum-compression-size";
    static final String POLICY = PREFIX + "policy";
    static final String REQUEST_VALIDATOR = PREFIX + "request-validator";
    static final String REQUEST_VALIDATORS = PREFIX + "request-validators";
    static final String SECURITY_POLICY = PREFIX + "security-policy";
    static final String TAG_VALUE = PREFIX + "tag-value";

    /** Those that are read at the top of a document, or mean nothing to an import. */
    static final Set<String> OF_DOCUMENT = Set.of(
            API_KEY_SOURCE,
            BINARY_MEDIA_TYPES,
            DOCUMENTATION,
            ENDPOINT_ACCESS_MODE,
            ENDPOINT_CONFIGURATION,
            GATEWAY_RESPONSES,
            MINIMUM_COMPRESSION_SIZE,
            POLICY,
            REQUEST_VALIDATOR,
            REQUEST_VALIDATORS,
            SECURITY_POLICY,
            PREFIX + "importexport-version");

    /** Those that are read of an operation. */
    static final Set<String> OF_OPERATION = Set.of(AUTH, INTEGRATION, REQUEST_VALIDATOR);

    private Extensions() {}
}
