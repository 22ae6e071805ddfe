package io.underpass.gateway.model;

import java.util.Map;

/**
 * A response that a method declares.
 *
 * <p>Threads: immutable.
 *
 * @param responseParameters by {@code method.response.header.NAME}, whether required
 * @param responseModels model names by content type
 */
public record MethodResponse(
        String statusCode, Map<String, Boolean> responseParameters, Map<String, String> responseModels) {}
