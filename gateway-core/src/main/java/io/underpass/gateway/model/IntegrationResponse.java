package io.underpass.gateway.model;

import java.util.Map;
import java.util.Optional;

/**
 * How one class of backend answers is turned into a method response.
 *
 * <p>Threads: immutable.
 *
 * @param responseTemplates empty optional where the caller sent none; AWS then leaves the member out
 */
public record IntegrationResponse(
        String statusCode,
        Optional<String> selectionPattern,
        Map<String, String> responseParameters,
        Optional<Map<String, String>> responseTemplates,
        Optional<String> contentHandling) {}
