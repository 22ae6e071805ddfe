package io.underpass.gateway.openapi;

/**
 * How a deployed API is to be written.
 *
 * <p>Threads: immutable.
 *
 * @param swagger whether as Swagger 2.0; otherwise as OpenAPI 3.0
 * @param integrations whether with the integrations
 * @param authorizers whether with what makes security schemes authorizers
 * @param documentation whether with the documentation parts themselves; otherwise with what they say where OpenAPI has it
 */
public record ExportOptions(boolean swagger, boolean integrations, boolean authorizers, boolean documentation) {

    /** Whether with the extensions that are neither. */
    boolean extended() {
        return integrations || authorizers;
    }

    /** The place of shared schemas. */
    String schemas() {
        return swagger ? "#/definitions/" : "#/components/schemas/";
    }
}
