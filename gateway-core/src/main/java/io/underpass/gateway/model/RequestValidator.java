package io.underpass.gateway.model;

/**
 * What of a request is checked before a backend is called.
 *
 * <p>Threads: immutable.
 */
public record RequestValidator(
        String id, String name, boolean validateRequestBody, boolean validateRequestParameters) {}
