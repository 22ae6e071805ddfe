package io.underpass.emulator.description;

import java.util.Map;
import java.util.Optional;

/**
 * What a client gets for an answer, where answers do not pass as they are. Threads: immutable.
 *
 * @param status the client's
 * @param when for which statuses of a server, or errors of a function: a regular expression; empty for all others
 * @param templates mapping templates, by content type
 * @param headers what header fields are, as API Gateway's mapping expressions: {@code 'text'} or {@code
 *     integration.response.header.name}
 */
public record MappedResponse(
        int status, Optional<String> when, Map<String, String> templates, Map<String, String> headers) {

    /** Copies the collections. */
    public MappedResponse {
        templates = Lists.copy(templates);
        headers = Lists.copy(headers);
    }

    /** One for all answers, whose bodies pass as they are. */
    public static MappedResponse of(int status) {
        return new MappedResponse(status, Optional.empty(), Map.of(), Map.of());
    }

    /** For answers whose status, or error, matches this regular expression. */
    public MappedResponse when(String pattern) {
        return new MappedResponse(status, Optional.of(pattern), templates, headers);
    }

    /** With a template for JSON. */
    public MappedResponse body(String template) {
        return body("application/json", template);
    }

    /** With a template for this content type. */
    public MappedResponse body(String contentType, String template) {
        return new MappedResponse(status, when, Lists.with(templates, contentType, template), headers);
    }

    /** With a header field. */
    public MappedResponse header(String name, String expression) {
        return new MappedResponse(status, when, templates, Lists.with(headers, name, expression));
    }
}
