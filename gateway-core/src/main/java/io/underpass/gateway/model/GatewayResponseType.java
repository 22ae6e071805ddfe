package io.underpass.gateway.model;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The failures for which an API can have its own answer (spec 2.11), in the order in which AWS lists them.
 *
 * <p>Threads: immutable.
 */
public enum GatewayResponseType {
    REQUEST_TOO_LARGE("413"),
    RESOURCE_NOT_FOUND("404"),
    AUTHORIZER_CONFIGURATION_ERROR("500"),
    MISSING_AUTHENTICATION_TOKEN("403"),
    BAD_REQUEST_BODY("400"),
    INVALID_SIGNATURE("403"),
    INVALID_API_KEY("403"),
    BAD_REQUEST_PARAMETERS("400"),
    AUTHORIZER_FAILURE("500"),
    UNAUTHORIZED("401"),
    INTEGRATION_TIMEOUT("504"),
    ACCESS_DENIED("403"),
    /** For every type with a status from 400 to 499 that has no answer of its own. */
    DEFAULT_4XX(""),
    /** For every type with a status from 500 to 599 that has no answer of its own. */
    DEFAULT_5XX(""),
    WAF_FILTERED("403"),
    QUOTA_EXCEEDED("429"),
    THROTTLED("429"),
    API_CONFIGURATION_ERROR("500"),
    UNSUPPORTED_MEDIA_TYPE("415"),
    INTEGRATION_FAILURE("504"),
    EXPIRED_TOKEN("403");

    private final String status;

    GatewayResponseType(String status) {
        this.status = status;
    }

    /** AWS's names of all types, in its order. */
    public static String[] names() {
        return Stream.of(values()).map(Enum::name).toArray(String[]::new);
    }

    /** The type that AWS calls {@code name}. */
    public static Optional<GatewayResponseType> named(String name) {
        return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The status that AWS answers with by default; empty for the two types that stand for others. */
    public Optional<String> statusCode() {
        return Optional.of(status).filter(code -> !code.isEmpty());
    }

    /** The type that stands for this one where nothing was put for it; this one where none does. */
    public GatewayResponseType general() {
        if (status.isEmpty()) {
            return this;
        }
        return status.startsWith("4") ? DEFAULT_4XX : DEFAULT_5XX;
    }
}
