package io.underpass.gateway.model;

import java.util.Map;
import java.util.Optional;

/**
 * What clients get in place of AWS's default for one type of failure.
 *
 * <p>Threads: immutable.
 *
 * @param responseType one of AWS's types, {@code DEFAULT_4XX} for instance
 * @param statusCode empty for the type's own
 * @param responseParameters sources by {@code gatewayresponse.header.NAME}
 * @param responseTemplates by content type
 */
public record GatewayResponse(
        String responseType,
        Optional<String> statusCode,
        Map<String, String> responseParameters,
        Map<String, String> responseTemplates) {}
