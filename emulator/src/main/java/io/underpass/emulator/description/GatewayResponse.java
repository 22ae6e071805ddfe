package io.underpass.emulator.description;

import java.util.Map;
import java.util.Optional;

/**
 * What an API itself answers to a failure. What is empty is AWS's. Threads: immutable.
 *
 * @param type {@code MISSING_AUTHENTICATION_TOKEN}, {@code DEFAULT_5XX} and the like
 * @param headers as mapping expressions: {@code 'text'} or {@code method.request.header.name}
 * @param body a template
 */
public record GatewayResponse(
        String type, Optional<Integer> status, Map<String, String> headers, Optional<String> body) {

    /** Copies the map. */
    public GatewayResponse {
        headers = Lists.copy(headers);
    }

    /** As AWS has it. */
    public static GatewayResponse of(String type) {
        return new GatewayResponse(type, Optional.empty(), Map.of(), Optional.empty());
    }

    /** With this status. */
    public GatewayResponse status(int code) {
        return new GatewayResponse(type, Optional.of(code), headers, body);
    }

    /** With a header field. */
    public GatewayResponse header(String name, String expression) {
        return new GatewayResponse(type, status, Lists.with(headers, name, expression), body);
    }

    /** With this body, for clients that want JSON: {@code {"message": $context.error.messageString}} for instance. */
    public GatewayResponse body(String template) {
        return new GatewayResponse(type, status, headers, Optional.of(template));
    }
}
